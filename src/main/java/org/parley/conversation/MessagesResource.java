package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.document.Precondition;
import org.parley.idempotency.Idempotency;
import org.parley.idempotency.IdempotentRequest;
import org.parley.idempotency.Once;
import org.parley.idempotency.RequestIds;
import org.parley.message.ConversationKey;
import org.parley.message.MessageInput;
import org.parley.message.NewMessage;
import org.parley.platform.JsonBodies;
import org.parley.platform.Parameters;
import org.parley.security.Caller;

/** The messages of one of the caller's conversations: read by pages, append. */
@ApplicationScoped
@Path("conversations/{id}/messages")
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    @Inject
    private MessageService messages;

    @Inject
    private ConversationAnswers answers;

    @Inject
    private KeyedWrites keyed;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    /**
     * One page of messages: newest page first, oldest message first inside it.
     *
     * @param limit 1 to 200, default 50
     * @param before only messages with a smaller {@code seq}
     */
    @GET
    public Response page(
            @PathParam("id") String id, @QueryParam("limit") String limit, @QueryParam("before") String before) {
        int size = Parameters.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
        Optional<Integer> end = Parameters.number("before", before, 0, Integer.MAX_VALUE);
        String userId = Caller.of(request).userId();
        return answers.page(messages.page(ConversationKey.of(userId, id), size, end))
                .build();
    }

    /**
     * Appends a message: atomically, in order, and with the same {@code Idempotency-Key} and body only once.
     *
     * @param prefer {@code return=minimal} answers only what is new
     * @param seen {@code If-Match}; 412 when the conversation has changed since
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response append(
            @PathParam("id") String id,
            @HeaderParam("Prefer") String prefer,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> seen,
            InputStream body) {
        String userId = Caller.of(request).userId();
        byte[] bytes = JsonBodies.bytes(body);
        NewMessage message = MessageInput.message("", JsonBodies.parse(bytes), clock);
        ConversationKey conversation = ConversationKey.of(userId, id);
        Precondition precondition = Precondition.ofLines(seen);
        boolean minimal = Parameters.prefersMinimal(prefer);
        if (key == null) {
            String messageId = new ObjectId().toHexString();
            return answer(minimal, conversation, messages.append(conversation, precondition, message, messageId))
                    .build();
        }
        String fingerprint = Idempotency.fingerprint("POST", id.toLowerCase(Locale.ROOT), bytes);
        RequestIds drawn = new RequestIds(conversation.hex(), new ObjectId().toHexString());
        IdempotentRequest once = new IdempotentRequest(userId, key, fingerprint, drawn, Duration.ZERO);
        Once done = keyed.append(once, precondition, message);
        Response.ResponseBuilder answer = answer(minimal, conversation, AppendedMessage.of(done));
        return done.replayed() ? answer.header("Idempotency-Replayed", "true").build() : answer.build();
    }

    private Response.ResponseBuilder answer(boolean minimal, ConversationKey key, AppendedMessage appended) {
        if (!minimal) {
            return answers.whole(200, key);
        }
        Response.ResponseBuilder answer = answers.appended(appended);
        appended.etag().ifPresent(etag -> answer.header("ETag", etag));
        return answer;
    }
}
