package org.parley.account;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;
import org.parley.platform.Parameters;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.session.OpenSession;
import org.parley.session.SignedIn;

/** Where the caller is signed in. The id of a session stays the same when its cookie changes, and is no part of it. */
@Path("auth/sessions")
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {
    private static final int MAX_LIMIT = 100;

    @Inject
    private SessionService sessions;

    @Context
    private HttpServletRequest request;

    /**
     * The caller's sessions, the newest first: 200.
     *
     * @param limit 1 to 100, default 100
     * @param cursor from the {@code Link} header of the page before
     * @throws ProblemException 400 for a cursor whose session has ended meanwhile; read the list again without it
     */
    @GET
    public Response list(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        int most = Parameters.number("limit", limit, MAX_LIMIT, 1, MAX_LIMIT);
        SignedIn current = sessions.current(request);
        List<OpenSession> all = sessions.of(current);
        int from = cursor == null ? 0 : after(all, cursor);
        List<OpenSession> page = all.subList(from, Math.min(all.size(), from + most));
        Response.ResponseBuilder answer = JsonBody.answer(200, json -> {
            json.writeStartArray();
            for (OpenSession session : page) {
                write(json, session, session.session().handle().equals(current.handle()));
            }
            json.writeEndArray();
        });
        if (from + page.size() < all.size()) {
            answer.header(
                    "Link",
                    "<" + request.getContextPath() + RestPaths.called(request) + "?limit=" + most + "&cursor="
                            + page.get(page.size() - 1).session().handle() + ">; rel=\"next\"");
        }
        return answer.build();
    }

    private static int after(List<OpenSession> all, String cursor) {
        return IntStream.range(0, all.size())
                        .filter(place -> all.get(place).session().handle().equals(cursor))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.badField(
                                "cursor", "must be the cursor of a Link header, and its session must not have ended"))
                + 1;
    }

    private static void write(JsonGenerator json, OpenSession session, boolean current) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", session.session().handle());
        json.writeBooleanField("current", current);
        json.writeStringField("created_at", Instants.format(session.createdAt()));
        json.writeStringField("last_accessed_at", Instants.format(session.lastAccessedAt()));
        JsonBody.field(json, "ip_address", session.ipAddress());
        JsonBody.field(json, "user_agent", session.userAgent());
        json.writeEndObject();
    }

    /**
     * Ends one session: 204. The one in use ends as at a logout.
     *
     * @throws ProblemException 404 if the caller has no such session
     */
    @DELETE
    @Path("{id}")
    public Response end(@PathParam("id") String id) {
        sessions.end(request, id);
        return Response.noContent().build();
    }

    /** Ends all sessions but the one in use: 200 with {@code {ended_count, message}}. */
    @DELETE
    public Response endOthers() {
        long ended = sessions.endOthers(request);
        return JsonBody.answer(200, JsonBody.object(json -> {
                    json.writeNumberField("ended_count", ended);
                    json.writeStringField("message", ended == 1 ? "Ended 1 session" : "Ended " + ended + " sessions");
                }))
                .build();
    }
}
