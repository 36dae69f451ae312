package org.parley.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.parley.listing.Cursor;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;
import org.parley.platform.Operations;
import org.parley.platform.Parameters;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.security.Caller;

/** What the caller has done, and what others have done, or tried, with the caller's conversations. */
@Path("auth/me/activity")
@Produces(MediaType.APPLICATION_JSON)
public class ActivityResource {
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    /** Of one's own entries. Where another user sits is not for the owner of a conversation. */
    private static final List<String> CIRCUMSTANCES = List.of("ip_address", "user_agent");

    private static final List<String> TEXTS =
            List.of("user_id", "username", "action", "resource_type", "resource_id", "method", "endpoint", "outcome");

    @Inject
    private ActivityService activity;

    @Context
    private HttpServletRequest request;

    /**
     * Entries of the audit log, the newest first: 200. A read is in the log at most a second after its answer.
     *
     * @param limit 1 to 200, default 50
     * @param cursor from the {@code Link} header of the page before
     * @throws ProblemException 400 for an invalid parameter
     */
    @GET
    public Response list(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        int most = Parameters.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
        Optional<Cursor> after = Optional.ofNullable(cursor).map(Cursor::parse);
        if (after.isPresent() && !after.get().isDated()) {
            throw ProblemException.badField("cursor", "must be the cursor of a Link header, as it was sent");
        }
        String caller = Caller.of(request).userId();
        Operations.subject(request, caller);
        List<Document> found = activity.page(caller, after, most + 1);
        List<Document> page = found.subList(0, Math.min(most, found.size()));
        Response.ResponseBuilder answer = JsonBody.answer(200, json -> {
            json.writeStartArray();
            for (Document entry : page) {
                write(json, entry, caller);
            }
            json.writeEndArray();
        });
        if (found.size() > most) {
            Document last = page.get(most - 1);
            Cursor next = new Cursor(last.getDate("timestamp").toInstant(), last.getObjectId("_id"));
            answer.header(
                    "Link",
                    "<" + request.getContextPath() + RestPaths.called(request) + "?limit=" + most + "&cursor=" + next
                            + ">; rel=\"next\"");
        }
        return answer.build();
    }

    /** Leaves out values of unexpected types. */
    private static void write(JsonGenerator json, Document entry, String caller) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", entry.getObjectId("_id").toHexString());
        Date time = entry.getDate("timestamp");
        json.writeStringField("timestamp", Instants.format(time.toInstant()));
        for (String field : TEXTS) {
            text(json, entry, field);
        }
        if (entry.get("status_code") instanceof Number status) {
            json.writeNumberField("status_code", status.intValue());
        }
        if (Boolean.TRUE.equals(entry.get("batch"))) {
            json.writeBooleanField("batch", true);
        }
        if (caller.equals(entry.get("user_id"))) {
            for (String field : CIRCUMSTANCES) {
                text(json, entry, field);
            }
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, Document entry, String field) throws IOException {
        if (entry.get(field) instanceof String text) {
            json.writeStringField(field, text);
        }
    }
}
