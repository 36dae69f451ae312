package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.conversation.Idempotency.Claim;
import org.parley.conversation.Idempotency.State;
import org.parley.platform.ProblemException;

/**
 * What pages without scripts need of conversations: a list, a page of messages, and sending. It is the REST resources'
 * work in other words, by the same services.
 */
@ApplicationScoped
public class PlainConversations {

    /** A second press of the button waits for the first one's end, at most so often and so long. */
    private static final int WAITS = 40;

    private static final long WAIT_NANOS = 250_000_000;

    private final ConversationService service;
    private final ConversationRepository conversations;
    private final AdoptionRepository adoption;
    private final MessageService messages;
    private final Idempotency idempotency;
    private final Clock clock;

    /** For the client proxy. */
    protected PlainConversations() {
        this(null, null, null, null, null, null);
    }

    @Inject
    PlainConversations(
            ConversationService service,
            ConversationRepository conversations,
            AdoptionRepository adoption,
            MessageService messages,
            Idempotency idempotency,
            Clock clock) {
        this.service = service;
        this.conversations = conversations;
        this.adoption = adoption;
        this.messages = messages;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /**
     * A page of the user's active conversations, newest first.
     *
     * @param cursor {@code next} of the page before, or null for the first
     * @throws ProblemException 400 for a cursor that is none
     */
    public PlainList list(String userId, int limit, String cursor) {
        ListQuery query = new ListQuery(StatusFilter.ACTIVE, limit, 0, cursor == null ? null : Cursor.parse(cursor));
        List<StoredConversation> found = conversations.summaries(userId, query);
        if (!found.stream().allMatch(StoredConversation::hasDates)) {
            adoption.convertDates(userId); // dates that an older program wrote as strings do not sort among dates
            found = conversations.summaries(userId, query);
        }
        return PlainList.of(found, limit);
    }

    /**
     * A page of the conversation as its reader sees it: the newest messages of the branch last chosen, fewer of long ones.
     *
     * @param before only messages with a smaller {@code seq}; null for the newest
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public PlainThread thread(String userId, String conversationId, int limit, Integer before) {
        ThreadQuery query = new ThreadQuery(
                Optional.empty(), Optional.empty(), true, Optional.ofNullable(before), limit, ThreadQuery.PAGE_BYTES);
        return PlainThread.of(messages.thread(userId, ConversationService.id(conversationId), query));
    }

    /**
     * Stores what somebody wrote, once for each form it was written in, however often that is sent.
     *
     * @param conversationId where; null begins a conversation, named after the first words
     * @param form what tells one form from another, at most 200 characters
     * @param parent the message it continues; null for the newest
     * @param text not blank, at most 1 MiB in UTF-8
     * @return the id of the conversation it is in
     * @throws ProblemException 413 for a text that is too large, 404 if the user has no such conversation, 409 if the
     *     same form is still being stored elsewhere after ten seconds
     */
    public String say(String userId, String conversationId, String form, Integer parent, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MessageInput.MAX_CONTENT_BYTES) {
            throw new ProblemException(413, "content: is larger than 1 MiB. Split it into several messages");
        }
        String place = conversationId == null ? "/conversations" : conversationId.toLowerCase(Locale.ROOT);
        String fingerprint = Idempotency.fingerprint("FORM", place, text.getBytes(StandardCharsets.UTF_8));
        ObjectId id = conversationId == null ? new ObjectId() : ConversationService.id(conversationId);
        IdempotentRequest request = new IdempotentRequest(fingerprint, id.toHexString(), new ObjectId().toHexString());
        // What was written anew in the same form is another message: so says its text, which is part of the key.
        Claim claim = claim(userId, form + "-" + fingerprint.substring(0, 32), request);
        NewMessage message = new NewMessage(
                Role.USER, text, clock.instant().truncatedTo(ChronoUnit.MILLIS), null, null, parent, null);
        try {
            return conversationId == null ? begin(userId, claim, message) : append(userId, id, claim, message);
        } catch (ProblemException refused) {
            idempotency.release(claim);
            throw refused;
        }
    }

    private String begin(String userId, Claim claim, NewMessage message) {
        ObjectId id = new ObjectId(claim.key().request().conversationId());
        if (claim.state() == State.NEW || (claim.state() == State.RESUMED && !service.exists(userId, id))) {
            String title = FirstWords.of(message.content());
            service.create(userId, id, new NewConversation(title, List.of(message), new Document("autoTitle", title)));
        }
        if (claim.state() != State.DONE) {
            idempotency.complete(claim, 0, clock.instant());
        }
        return id.toHexString();
    }

    private String append(String userId, ObjectId id, Claim claim, NewMessage message) {
        return messages.append(userId, id, Precondition.of(null), message, claim)
                .conversationId();
    }

    private Claim claim(String userId, String key, IdempotentRequest request) {
        for (int i = 1; ; i++) {
            try {
                return idempotency.claim(userId, key, request);
            } catch (ProblemException running) {
                if (running.status() != 409 || i == WAITS) {
                    throw running;
                }
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }
}
