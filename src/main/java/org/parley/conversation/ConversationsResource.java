package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.idempotency.Idempotency;
import org.parley.idempotency.IdempotentRequest;
import org.parley.idempotency.Once;
import org.parley.idempotency.RequestIds;
import org.parley.listing.Cursor;
import org.parley.listing.ListFilter;
import org.parley.listing.ListPage;
import org.parley.listing.ListQuery;
import org.parley.message.ConversationKey;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.Operations;
import org.parley.platform.Parameters;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.security.Caller;

/** The caller's conversations: list, create, delete all. */
@ApplicationScoped
@Path("conversations")
@Produces(MediaType.APPLICATION_JSON)
public class ConversationsResource {
    private static final int MAX_LIMIT = 100;

    @Inject
    private ConversationService service;

    @Inject
    private ConversationTrash trash;

    @Inject
    private ConversationListing listing;

    @Inject
    private ConversationAnswers answers;

    @Inject
    private KeyedWrites keyed;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    /**
     * Lists conversations, newest {@code updated_at} first.
     *
     * @param limit 1 to 100, default 100
     * @param offset how many to pass over, 0 or more; not together with {@code cursor}
     * @param cursor from the {@code Link} header of the page before
     * @param view {@code full} (default) or {@code summary}
     * @param status {@code active} (default), {@code archived} or {@code all}
     * @param tag only those with this tag, however it is spelled
     * @param project only those in the project with this id
     * @param pinned {@code true} for pinned ones only
     * @param total {@code true} adds {@code X-Total-Count}
     */
    @GET
    public Response list(
            @QueryParam("limit") String limit,
            @QueryParam("offset") String offset,
            @QueryParam("cursor") String cursor,
            @QueryParam("view") String view,
            @QueryParam("status") String status,
            @QueryParam("tag") String tag,
            @QueryParam("project") String project,
            @QueryParam("pinned") String pinned,
            @QueryParam("total") String total) {
        ListQuery query = new ListQuery(
                ListFilter.of(status, tag, project, pinned),
                Parameters.number("limit", limit, MAX_LIMIT, 1, MAX_LIMIT),
                Parameters.number("offset", offset, 0, 0, Integer.MAX_VALUE),
                Optional.ofNullable(cursor).map(Cursor::parse));
        if (query.cursor().isPresent() && query.offset() > 0) {
            throw ProblemException.badField("offset", "cannot be combined with a cursor; leave one of them out");
        }
        boolean summary = Parameters.summary(view);
        boolean counted = Parameters.flag("total", total);
        String userId = Caller.of(request).userId();
        ListPage page = listing.page(userId, query, summary);
        Response.ResponseBuilder answer = summary
                ? answers.summaries(listing.withPreviews(userId, page.entries()))
                : answers.wholeList(
                        userId,
                        page.entries().stream()
                                .map(entry -> new ObjectId(entry.id()))
                                .toList());
        page.next().ifPresent(next -> answer.header("Link", link(query, summary, counted, next)));
        if (counted) {
            answer.header("X-Total-Count", service.count(userId, query.filter()));
        }
        return answer.build();
    }

    /** Creates a conversation; 201 with {@code Location}. The same {@code Idempotency-Key} and body create it once. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@HeaderParam("Idempotency-Key") String key, InputStream body) {
        String userId = Caller.of(request).userId();
        byte[] bytes = JsonBodies.bytes(body);
        NewConversation wanted = NewConversation.of(JsonBodies.parse(bytes), clock);
        if (key == null) {
            ConversationKey fresh = new ConversationKey(userId, new ObjectId());
            service.create(fresh, wanted);
            return created(fresh).build();
        }
        String fingerprint = Idempotency.fingerprint("POST", "/conversations", bytes);
        RequestIds drawn = new RequestIds(new ObjectId().toHexString(), "");
        Once done = keyed.create(new IdempotentRequest(userId, key, fingerprint, drawn, Duration.ZERO), wanted);
        Response.ResponseBuilder answer =
                created(ConversationKey.of(userId, done.ids().conversationId()));
        return done.replayed() ? answer.header("Idempotency-Replayed", "true").build() : answer.build();
    }

    /** Puts all the caller's conversations into the trash, archived ones too. */
    @DELETE
    public Response deleteAll() {
        long deleted = trash.deleteAll(Caller.of(request).userId());
        String message = deleted == 1 ? "Deleted 1 conversation" : "Deleted " + deleted + " conversations";
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeNumberField("deleted_count", deleted);
                    json.writeStringField("message", message);
                    json.writeEndObject();
                })
                .build();
    }

    /** The link to the next page (RFC 8288). */
    private String link(ListQuery query, boolean summary, boolean counted, Cursor next) {
        return "<" + request.getContextPath() + RestPaths.called(request) + "?limit=" + query.limit()
                + (summary ? "&view=summary" : "")
                + query.filter().parameters()
                + (counted ? "&total=true" : "") + "&cursor=" + next + ">; rel=\"next\"";
    }

    private Response.ResponseBuilder created(ConversationKey key) {
        Operations.subject(request, key.hex());
        String path = RestPaths.called(request).replaceAll("/+$", "") + "/" + key.hex();
        return answers.whole(201, key).header("Location", request.getContextPath() + path);
    }
}
