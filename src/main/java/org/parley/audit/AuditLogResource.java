package org.parley.audit;

import com.mongodb.MongoException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.parley.listing.Cursor;
import org.parley.platform.JsonBody;
import org.parley.platform.Parameters;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.security.Caller;

/** The audit log, for administrators. It holds ids and circumstances, and nothing of what people wrote. */
@Path("admin/audit")
public class AuditLogResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final List<Variant> FORMS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(NDJSON))
            .build();
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    @Inject
    private AuditLog log;

    @Context
    private HttpServletRequest request;

    /**
     * Entries, the newest first: 200 with a page, or with all of them, one on a line, if {@code format} says so, or without
     * it if {@code Accept} prefers {@code application/x-ndjson}. A read is in the log at most a second after its answer.
     *
     * @param user who did it, by name or by id; by name also failed logins with that name
     * @param action such as {@code conversations.delete}
     * @param outcome {@code success}, {@code denied} or {@code failure}
     * @param from a date and time; that moment is included
     * @param to a date and time; that moment is not included
     * @param format {@code json} or {@code ndjson}; links need it, because they cannot set {@code Accept}
     * @param limit of a page, 1 to 200, default 50
     * @param cursor from the {@code Link} header of the page before
     * @throws ProblemException 400 for an invalid parameter, 403 unless the caller is an administrator
     */
    @GET
    @Produces({MediaType.APPLICATION_JSON, NDJSON})
    public Response list(
            @QueryParam("user") String user,
            @QueryParam("action") String action,
            @QueryParam("outcome") String outcome,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("format") String format,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context Request negotiation) {
        Caller.administrator(request);
        AuditFilter filter = AuditFilter.of(user, action, outcome, from, to);
        int most = Parameters.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
        Optional<Cursor> after = Optional.ofNullable(cursor).map(Cursor::parse);
        if (after.isPresent() && !after.get().isDated()) {
            throw ProblemException.badField("cursor", "must be the cursor of a Link header, as it was sent");
        }
        return isWhole(format, negotiation) ? all(filter, after) : page(filter, after, most);
    }

    private static boolean isWhole(String format, Request negotiation) {
        if (format == null) {
            Variant form = negotiation.selectVariant(FORMS);
            return form != null && NDJSON.equals(form.getMediaType().toString());
        }
        return switch (format) {
            case "json" -> false;
            case "ndjson" -> true;
            default -> throw ProblemException.badField("format", "must be json or ndjson");
        };
    }

    private Response page(AuditFilter filter, Optional<Cursor> after, int most) {
        List<RawBsonDocument> found = log.page(filter, after, most + 1);
        List<RawBsonDocument> page = found.subList(0, Math.min(most, found.size()));
        Response.ResponseBuilder answer = JsonBody.answer(200, json -> {
                    json.writeStartArray();
                    for (RawBsonDocument entry : page) {
                        AuditLog.write(json, entry);
                    }
                    json.writeEndArray();
                })
                .header("Vary", "Accept");
        if (found.size() > most) {
            answer.header("Link", "<" + next(most, AuditLog.cursor(page.get(most - 1))) + ">; rel=\"next\"");
        }
        return answer.build();
    }

    private String next(int most, Cursor cursor) {
        StringBuilder address = new StringBuilder(request.getContextPath() + RestPaths.called(request))
                .append("?limit=")
                .append(most);
        for (String name : List.of("user", "action", "outcome", "from", "to", "format")) {
            String value = request.getParameter(name);
            if (value != null) {
                address.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return address.append("&cursor=").append(cursor).toString();
    }

    /** If the database becomes unavailable meanwhile, the answer ends in a broken line, so that it cannot pass for the whole log. */
    private Response all(AuditFilter filter, Optional<Cursor> after) {
        AuditLog.All entries = log.all(filter, after);
        StreamingOutput lines = out -> {
            try {
                entries.to(entry -> {
                    out.write(JsonBody.bytes(json -> AuditLog.write(json, entry)));
                    out.write('\n');
                });
            } catch (MongoException away) {
                out.write('{');
                throw away;
            }
        };
        return Response.ok(lines, NDJSON)
                .header("Cache-Control", "no-store")
                .header("Vary", "Accept")
                .header("Content-Disposition", "attachment; filename=\"audit.ndjson\"")
                .build();
    }
}
