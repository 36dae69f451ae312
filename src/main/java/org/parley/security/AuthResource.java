package org.parley.security;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.parley.platform.JsonBodies;
import org.parley.platform.ProblemException;

/** Login, logout, registration and the caller's own user, for programs. */
@Path("auth")
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
    @Inject
    private SignIn signIn;

    @Inject
    private Registration registration;

    @Inject
    private Users users;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /**
     * Signs in: 200 with {@code {message, user}} and the session cookie.
     *
     * @throws ProblemException 400 for a body without name and password; else as {@link SignIn#signIn} says
     */
    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response login(InputStream body) {
        JsonObject credentials = JsonBodies.read(body);
        String username = UserJson.required(credentials, "username");
        String password = UserJson.required(credentials, "password");
        Caller caller = signIn.signIn(request, response, username, password);
        JsonObject answer = Json.createObjectBuilder()
                .add("message", "Login successful")
                .add("user", UserJson.of(user(caller)))
                .build();
        return Response.ok(answer.toString()).build();
    }

    /** Ends the session on every node: 200 with {@code {message}}, also for whoever has none. */
    @POST
    @Path("logout")
    public Response logout() {
        signIn.signOut(request, response);
        return Response.ok("{\"message\":\"Logged out\"}").build();
    }

    /**
     * Creates a user, who is not signed in by that: 201 with the user.
     *
     * @throws ProblemException as {@link Registration#register} says
     */
    @POST
    @Path("register")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response register(InputStream body) {
        User user = registration.register(request, UserJson.newUser(JsonBodies.read(body)));
        return Response.status(Response.Status.CREATED)
                .entity(UserJson.of(user).toString())
                .build();
    }

    /** The caller's user: 200. */
    @GET
    @Path("me")
    public Response me() {
        return Response.ok(UserJson.of(user(Caller.of(request))).toString())
                .header("Cache-Control", "no-store")
                .build();
    }

    private User user(Caller caller) {
        return users.byId(caller.userId()).orElseThrow(() -> new ProblemException(401, "Authentication required"));
    }
}
