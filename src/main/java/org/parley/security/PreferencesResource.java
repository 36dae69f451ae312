package org.parley.security;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
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
import org.parley.platform.ProblemException;

/** What the caller has chosen for all of their chats. Like {@code /auth/me} it is not audited. */
@Path("auth/me/preferences")
@Produces(MediaType.APPLICATION_JSON)
public class PreferencesResource {
    @Inject
    private PreferencesService preferences;

    @Context
    private HttpServletRequest request;

    /** The caller's preferences; those without a value are left out: 200. */
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
        JsonObjectBuilder json = Json.createObjectBuilder();
        preferences.language().ifPresent(language -> json.add(Preferences.LANGUAGE, language));
        preferences.systemPrompt().ifPresent(prompt -> json.add(Preferences.SYSTEM_PROMPT, prompt));
        preferences.model().ifPresent(model -> json.add(Preferences.MODEL, model));
        return Response.ok(json.build().toString())
                .header("Cache-Control", "no-store")
                .build();
    }
}
