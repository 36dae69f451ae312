package org.parley.trash;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationAnswers;
import org.parley.document.StoredConversation;
import org.parley.listing.Cursor;
import org.parley.message.ConversationKey;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;
import org.parley.platform.Operations;
import org.parley.platform.Operations.Part;
import org.parley.platform.Parameters;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.security.Caller;

/** The caller's trash. */
@ApplicationScoped
@Path("trash")
@Produces(MediaType.APPLICATION_JSON)
public class TrashResource {
    private static final int MAX_LIMIT = 100;

    @Inject
    private TrashService trash;

    @Inject
    private Purge purge;

    @Inject
    private ConversationAnswers answers;

    @Inject
    private Operations operations;

    @Context
    private HttpServletRequest request;

    /**
     * The conversations in the trash, what was put there last first, with the times they were put there and will be purged.
     *
     * @param limit 1 to 100, default 100
     * @param cursor from the {@code Link} header of the page before
     */
    @GET
    public Response list(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        int most = Parameters.number("limit", limit, MAX_LIMIT, 1, MAX_LIMIT);
        Optional<Cursor> from = Optional.ofNullable(cursor).map(Cursor::parse);
        if (from.isPresent() && !from.get().isDated()) {
            throw ProblemException.badField("cursor", "must be the cursor of a Link header, as it was sent");
        }
        List<StoredConversation> found = trash.page(Caller.of(request).userId(), most + 1, from);
        List<StoredConversation> page = found.subList(0, Math.min(most, found.size()));
        Response.ResponseBuilder answer = answers.summaries(page, (json, conversation) -> {
            json.writeStringField("trashed_at", Instants.format(at(conversation)));
            json.writeStringField(
                    "purged_at",
                    Instants.format(at(conversation).plus(purge.settings().keep())));
        });
        if (found.size() > most) {
            StoredConversation last = page.get(most - 1);
            Cursor next = new Cursor(at(last), new ObjectId(last.id()));
            answer.header(
                    "Link",
                    "<" + request.getContextPath() + RestPaths.called(request) + "?limit=" + most + "&cursor=" + next
                            + ">; rel=\"next\"");
        }
        return answer.build();
    }

    private static Instant at(StoredConversation conversation) {
        return conversation.trashedAt().orElse(Instant.EPOCH);
    }

    /** Takes a conversation out of the trash, as it was; 200 with its summary. */
    @POST
    @Path("{id}/restore")
    public Response restore(@PathParam("id") String id) {
        ConversationKey key = ConversationKey.of(Caller.of(request).userId(), id);
        trash.restore(key);
        return answers.summary(key).build();
    }

    /** Removes a conversation in the trash for good. */
    @DELETE
    @Path("{id}")
    public Response purge(@PathParam("id") String id) {
        trash.purge(ConversationKey.of(Caller.of(request).userId(), id));
        return Response.noContent().build();
    }

    /** Removes everything in the trash for good. */
    @DELETE
    public Response empty() {
        List<String> purged = trash.purgeAll(Caller.of(request).userId());
        operations.completed(
                request,
                purged.stream()
                        .map(id -> new Part("conversations.purge", id, 200, false))
                        .toList());
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeNumberField("deleted_count", purged.size());
                    json.writeStringField(
                            "message",
                            purged.size() == 1
                                    ? "Purged 1 conversation"
                                    : "Purged " + purged.size() + " conversations");
                    json.writeEndObject();
                })
                .build();
    }
}
