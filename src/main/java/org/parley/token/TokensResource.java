package org.parley.token;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.parley.platform.Instants;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.security.Caller;

/** The caller's API tokens. A token itself cannot list, make or revoke any. */
@Path("auth/tokens")
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {
    @Inject
    private ApiTokens tokens;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    /** Lists the caller's tokens, expired ones too, newest first, without their secrets: 200. */
    @GET
    public Response list() {
        List<ApiToken> all = tokens.all(Caller.of(request).userId());
        return JsonBody.answer(200, json -> {
                    json.writeStartArray();
                    for (ApiToken token : all) {
                        write(json, token, Optional.empty());
                    }
                    json.writeEndArray();
                })
                .build();
    }

    /**
     * Makes a token: 201 with {@code Location}, and with the secret in {@code token}, which no later answer repeats.
     * There is no {@code Idempotency-Key}, because a repeated answer would need the secret to be stored.
     *
     * @throws ProblemException 400 that names the field, 409 if the caller has 50 tokens
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        NewToken wanted = NewToken.of(JsonBodies.read(body), clock.instant());
        ApiTokens.Made made = tokens.create(Caller.of(request).userId(), wanted);
        Operations.subject(request, made.token().id());
        String path = RestPaths.called(request).replaceAll("/+$", "") + "/"
                + made.token().id();
        return JsonBody.answer(201, json -> write(json, made.token(), Optional.of(made.secret())))
                .header("Location", request.getContextPath() + path)
                .build();
    }

    /**
     * Revokes a token: 204. No node accepts it any more.
     *
     * @throws ProblemException 404 if the caller has no such token
     */
    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id) {
        tokens.revoke(Caller.of(request).userId(), id);
        return Response.noContent().build();
    }

    private static void write(JsonGenerator json, ApiToken token, Optional<String> secret) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", token.id());
        JsonBody.field(json, "name", Optional.ofNullable(token.name()));
        json.writeArrayFieldStart("scopes");
        for (String scope : token.scopes()) {
            json.writeString(scope);
        }
        json.writeEndArray();
        time(json, "created_at", token.createdAt());
        time(json, "last_used_at", token.lastUsedAt());
        time(json, "expires_at", token.expiresAt());
        JsonBody.field(json, "token", secret);
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String field, Optional<Instant> time) throws IOException {
        JsonBody.field(json, field, time.map(Instants::format));
    }
}
