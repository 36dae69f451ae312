package org.parley.security;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.ProblemException;

/** Login, logout and registration, for programs. */
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
     * Signs in: 200 with {@code {message, user}} and the session cookie, with {@code password_change_required} if the
     * password is a one-time password. Users who have set up a second factor send a {@code
     * code}, too.
     *
     * @throws ProblemException 400 for a body without name and password; otherwise as {@link SignIn#signIn} says
     */
    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response login(InputStream body) {
        JsonObject credentials = JsonBodies.read(body);
        String username = UserJson.required(credentials, "username");
        String password = UserJson.required(credentials, "password");
        Caller caller = signIn.signIn(request, response, username, password, UserJson.code(credentials));
        User user = user(caller);
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeStringField("message", "Login successful");
                    json.writeFieldName("user");
                    UserJson.write(json, user);
                    if (user.isPasswordChangeRequired()) {
                        json.writeBooleanField("password_change_required", true);
                    }
                    json.writeEndObject();
                })
                .build();
    }

    /**
     * Ends the session on every node: 200 with {@code {message}}, also without a session. After a login at the OpenID provider
     * also {@code redirect}, the address at which the browser ends that login.
     */
    @POST
    @Path("logout")
    public Response logout() {
        Optional<String> redirect = signIn.signOut(request, response);
        return JsonBody.answer(200, JsonBody.object(json -> {
                    json.writeStringField("message", "Logged out");
                    JsonBody.field(json, "redirect", redirect);
                }))
                .build();
    }

    /**
     * Creates a user without signing them in: 201 with the user.
     *
     * @throws ProblemException as {@link Registration#register} says
     */
    @POST
    @Path("register")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response register(InputStream body) {
        User user = registration.register(request, UserJson.newUser(JsonBodies.read(body), Caller.USER));
        return JsonBody.answer(201, json -> UserJson.write(json, user)).build();
    }

    private User user(Caller caller) {
        return users.byId(caller.userId()).orElseThrow(() -> new ProblemException(401, "Authentication required"));
    }
}
