package org.parley.admin;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.Parameters;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.security.Caller;
import org.parley.security.User;
import org.parley.security.UserJson;

/** All users, for administrators. Nothing here leads to a conversation. */
@Path("admin/users")
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    @Inject
    private UserAdministration administration;

    @Context
    private HttpServletRequest request;

    /**
     * Users, the newest first: 200.
     *
     * @param q a part of the name, the full name or the address, at most 254 characters, in any case
     * @param limit 1 to 200, default 50
     * @param cursor from the {@code Link} header of the page before
     * @throws ProblemException 400 for an invalid parameter, 403 unless the caller is an administrator
     */
    @GET
    public Response list(
            @QueryParam("q") String q, @QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        Caller.administrator(request);
        int most = Parameters.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
        Optional<String> part = UserRequests.part(q);
        List<User> found = administration.page(UserRequests.cursor(cursor), part, most + 1);
        List<User> page = found.subList(0, Math.min(most, found.size()));
        Response.ResponseBuilder answer = JsonBody.answer(200, json -> {
            json.writeStartArray();
            for (User user : page) {
                UserJson.write(json, user);
            }
            json.writeEndArray();
        });
        if (found.size() > most) {
            String query = part.map(text -> "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                    .orElse("");
            answer.header(
                    "Link",
                    "<" + request.getContextPath() + RestPaths.called(request) + "?limit=" + most + query + "&cursor="
                            + page.get(most - 1).getId() + ">; rel=\"next\"");
        }
        return answer.build();
    }

    /**
     * Creates a user: 201 with the user and {@code Location}. Without a password in the body the answer has a one-time
     * password in {@code password}, which no later answer repeats.
     *
     * @throws ProblemException 400 with the invalid fields, 403 unless the caller is an administrator, 409 if the name or the
     *     address is taken, 503 if too many passwords are being hashed
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Caller.administrator(request);
        UserAdministration.Created created =
                administration.create(request, UserRequests.newUser(JsonBodies.read(body)));
        String path = RestPaths.called(request).replaceAll("/+$", "") + "/"
                + created.user().getId();
        return JsonBody.answer(201, JsonBody.object(json -> {
                    UserJson.fields(json, created.user());
                    JsonBody.field(json, "password", created.password());
                }))
                .header("Location", request.getContextPath() + path)
                .build();
    }

    /**
     * Changes role, state, full name or address; what the body does not name stays. 200 with the user.
     *
     * @throws ProblemException 400 with the invalid fields, 403 unless the caller is an administrator, 404 without such a
     *     user, 409 if the address is taken or no active administrator would remain
     */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("id") String id, InputStream body) {
        Caller.administrator(request);
        User user = administration.change(request, id, UserRequests.change(JsonBodies.read(body)));
        return JsonBody.answer(200, json -> UserJson.write(json, user)).build();
    }

    /**
     * Gives a user a one-time password, which has to be changed before anything else, and ends the user's sessions: 200
     * with {@code {password}}, which no later answer repeats. The second factor stays.
     *
     * @throws ProblemException 403 unless the caller is an administrator, 404 without such a user, 503 if too many passwords
     *     are being hashed
     */
    @POST
    @Path("{id}/password")
    public Response resetPassword(@PathParam("id") String id) {
        Caller.administrator(request);
        String password = administration.resetPassword(request, id);
        return JsonBody.answer(200, JsonBody.object(json -> json.writeStringField("password", password)))
                .build();
    }

    /**
     * Ends all sessions of a user: 200 with {@code {ended_count, message}}. API tokens stay.
     *
     * @throws ProblemException 403 unless the caller is an administrator, 404 without such a user
     */
    @DELETE
    @Path("{id}/sessions")
    public Response endSessions(@PathParam("id") String id) {
        Caller.administrator(request);
        long ended = administration.endSessions(request, id);
        return JsonBody.answer(200, JsonBody.object(json -> {
                    json.writeNumberField("ended_count", ended);
                    json.writeStringField("message", ended == 1 ? "Ended 1 session" : "Ended " + ended + " sessions");
                }))
                .build();
    }
}
