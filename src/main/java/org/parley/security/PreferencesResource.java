package org.parley.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.ProblemException;

/** The caller's preferences. Like {@code /auth/me}, requests are not audited. */
@Path("auth/me/preferences")
@Produces(MediaType.APPLICATION_JSON)
public class PreferencesResource {
    @Inject
    private PreferencesService preferences;

    @Context
    private HttpServletRequest request;

    /** Returns the caller's preferences, leaving out those without a value: 200. */
    @GET
    public Response get() {
        return answer(Caller.of(request).preferences());
    }

    /**
     * Changes the preferences that the body names; null removes one: 200 with all of them.
     *
     * @throws ProblemException as {@link PreferencesService#change} says
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(InputStream body) {
        PreferencesChange change = PreferencesChange.of(JsonBodies.read(body));
        return answer(preferences.change(Caller.of(request), change));
    }

    private static Response answer(Preferences preferences) {
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    JsonBody.field(json, Preferences.LANGUAGE, preferences.language());
                    JsonBody.field(json, Preferences.SYSTEM_PROMPT, preferences.systemPrompt());
                    JsonBody.field(json, Preferences.MODEL, preferences.model());
                    JsonBody.field(json, Preferences.RETENTION_NOTE, preferences.retentionNote());
                    json.writeEndObject();
                })
                .build();
    }
}
