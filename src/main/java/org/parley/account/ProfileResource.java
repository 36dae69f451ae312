package org.parley.account;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import org.parley.security.Caller;
import org.parley.security.User;
import org.parley.security.UserJson;

/** The caller's own user: who it is, its name and address, and its password. */
@Path("auth/me")
@Produces(MediaType.APPLICATION_JSON)
public class ProfileResource {
    @Inject
    private ProfileService profiles;

    @Context
    private HttpServletRequest request;

    /** The caller's user: 200. */
    @GET
    public Response me() {
        return answer(profiles.of(Caller.of(request)));
    }

    /**
     * Changes the full name and the address; what the body does not name stays. 200 with the user.
     *
     * @throws ProblemException 400 with the invalid fields; otherwise as {@link ProfileService#change} says
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(InputStream body) {
        return answer(profiles.change(request, ProfileChange.of(JsonBodies.read(body))));
    }

    /**
     * Changes the password: 204, and the cookie of the session under its new id.
     *
     * @throws ProblemException 400 for a body without {@code current} and {@code new}; otherwise as {@link
     *     ProfileService#changePassword} says
     */
    @PUT
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response changePassword(InputStream body) {
        JsonObject passwords = JsonBodies.read(body);
        profiles.changePassword(request, UserJson.required(passwords, "current"), UserJson.required(passwords, "new"));
        return Response.noContent().build();
    }

    private static Response answer(User user) {
        return JsonBody.answer(200, json -> UserJson.write(json, user)).build();
    }
}
