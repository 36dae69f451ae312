package org.parley.totp;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.CodeConfirmation;
import org.parley.security.PasswordConfirmation;
import org.parley.security.User;
import org.parley.security.Users;

/** Sets up the second factor of the caller's logins, and turns it off. */
@Path("auth/totp")
@Produces(MediaType.APPLICATION_JSON)
public class TotpResource {
    private static final int LONGEST_CODE = 64;

    @Inject
    private Totp totp;

    @Inject
    private PasswordConfirmation passwords;

    @Inject
    private CodeConfirmation codes;

    @Inject
    private Users users;

    @Context
    private HttpServletRequest request;

    /**
     * Begins: 200 with {@code {secret, uri, qr}}. Logins do not need a code before it is confirmed.
     *
     * @throws ProblemException 409 if it is on, or the user logs in at the OpenID provider; otherwise as {@link PasswordConfirmation#confirm} says
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response begin(InputStream body) {
        Caller caller = withPassword(body);
        Totp.Setup setup = totp.begin(caller);
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeStringField("secret", setup.secret());
                    json.writeStringField("uri", setup.uri());
                    json.writeStringField("qr", setup.qr());
                    json.writeEndObject();
                })
                .build();
    }

    /**
     * Turns it on: 200 with {@code {recovery_codes}}, which no later answer repeats.
     *
     * @throws ProblemException 409 if it is on or was not begun; otherwise as {@link CodeConfirmation#confirm} says
     */
    @POST
    @Path("confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response confirm(InputStream body) {
        String code = text(JsonBodies.read(body), "code");
        if (code.length() > LONGEST_CODE) {
            throw ProblemException.badField("code", "has at most " + LONGEST_CODE + " characters");
        }
        Caller caller = caller();
        List<String> recovery = codes.confirm(request, caller, () -> totp.confirm(caller.userId(), code));
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("recovery_codes");
                    for (String one : recovery) {
                        json.writeString(one);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                })
                .build();
    }

    /**
     * Turns it off: 204, also if it is off.
     *
     * @throws ProblemException 409 if the user logs in at the OpenID provider; otherwise as {@link
     *     PasswordConfirmation#confirm} says
     */
    @POST
    @Path("disable")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response disable(InputStream body) {
        totp.disable(withPassword(body).userId());
        return Response.noContent().build();
    }

    /** A user without a password logs in at the OpenID provider, whose concern a second factor is. */
    private Caller withPassword(InputStream body) {
        JsonObject json = JsonBodies.read(body);
        Caller caller = caller();
        User user = users.byId(caller.userId()).orElseThrow(() -> new ProblemException(401, "Authentication required"));
        if (!user.hasPassword()) {
            throw new ProblemException(409, "You log in at the login service. Set up a second factor there");
        }
        passwords.confirm(request, user, Optional.of(text(json, "password")));
        return caller;
    }

    private Caller caller() {
        Caller caller = Caller.of(request);
        Operations.subject(request, caller.userId());
        return caller;
    }

    private static String text(JsonObject body, String field) {
        if (body.get(field) instanceof JsonString text && !text.getString().isBlank()) {
            return text.getString();
        }
        throw ProblemException.badField(field, "must be a text that is not empty");
    }
}
