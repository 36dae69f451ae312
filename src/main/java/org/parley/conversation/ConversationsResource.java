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
import org.bson.types.ObjectId;
import org.parley.conversation.Idempotency.Claim;
import org.parley.conversation.Idempotency.State;
import org.parley.platform.JsonBodies;
import org.parley.platform.Operations;
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
    private ConversationListing listing;

    @Inject
    private ConversationAnswers answers;

    @Inject
    private Idempotency idempotency;

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
     * @param total {@code true} adds {@code X-Total-Count}
     */
    @GET
    public Response list(
            @QueryParam("limit") String limit,
            @QueryParam("offset") String offset,
            @QueryParam("cursor") String cursor,
            @QueryParam("view") String view,
            @QueryParam("status") String status,
            @QueryParam("total") String total) {
        ListQuery query = new ListQuery(
                Parameters.status(status),
                Parameters.number("limit", limit, MAX_LIMIT, 1, MAX_LIMIT),
                Parameters.number("offset", offset, 0, 0, Integer.MAX_VALUE),
                cursor == null ? null : Cursor.parse(cursor));
        if (query.cursor() != null && query.offset() > 0) {
            throw ProblemException.badField("offset", "cannot be combined with a cursor; leave one of them out");
        }
        boolean summary = Parameters.summary(view);
        boolean counted = Parameters.flag("total", total);
        return listing.answer(Caller.of(request).userId(), query, summary, counted, RestPaths.called(request));
    }

    /** Creates a conversation; 201 with {@code Location}. The same {@code Idempotency-Key} and body create it once. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@HeaderParam("Idempotency-Key") String key, InputStream body) {
        String userId = Caller.of(request).userId();
        byte[] bytes = JsonBodies.bytes(body);
        NewConversation wanted = NewConversation.of(JsonBodies.parse(bytes), clock);
        if (key == null) {
            ObjectId id = new ObjectId();
            service.create(userId, id, wanted);
            return created(userId, id).build();
        }
        IdempotentRequest keyed = new IdempotentRequest(
                Idempotency.fingerprint("POST", "/conversations", bytes), new ObjectId().toHexString(), "");
        Claim claim = idempotency.claim(userId, key, keyed);
        ObjectId id = new ObjectId(claim.key().request().conversationId());
        if (claim.state() != State.DONE) {
            if (claim.state() == State.NEW || !service.exists(userId, id)) {
                service.create(userId, id, wanted);
            }
            idempotency.complete(claim, 0, clock.instant());
        }
        Response.ResponseBuilder answer = created(userId, id);
        return claim.state() == State.NEW
                ? answer.build()
                : answer.header("Idempotency-Replayed", "true").build();
    }

    /** Deletes all the caller's conversations, archived ones too. */
    @DELETE
    public Response deleteAll() {
        long deleted = service.deleteAll(Caller.of(request).userId());
        String message = deleted == 1 ? "Deleted 1 conversation" : "Deleted " + deleted + " conversations";
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeNumberField("deleted_count", deleted);
                    json.writeStringField("message", message);
                    json.writeEndObject();
                })
                .build();
    }

    private Response.ResponseBuilder created(String userId, ObjectId id) {
        Operations.subject(request, id.toHexString());
        String path = RestPaths.called(request).replaceAll("/+$", "") + "/" + id.toHexString();
        return answers.whole(201, userId, id).header("Location", request.getContextPath() + path);
    }
}
