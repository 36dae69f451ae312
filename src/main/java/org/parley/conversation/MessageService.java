package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.conversation.Idempotency.Claim;
import org.parley.conversation.Idempotency.State;

/** Appends messages and reads the newest; for the resources here and for whatever answers in a conversation. */
@ApplicationScoped
public class MessageService {
    /** How often a page is read anew because the messages were replaced while it was read. */
    private static final int TRIES = 20;

    private final ConversationService conversations;
    private final Transcript transcript;
    private final Idempotency idempotency;

    /** For the client proxy. */
    protected MessageService() {
        this(null, null, null);
    }

    @Inject
    MessageService(ConversationService conversations, Transcript transcript, Idempotency idempotency) {
        this.conversations = conversations;
        this.transcript = transcript;
        this.idempotency = idempotency;
    }

    /**
     * Appends a message to one of the user's conversations.
     *
     * @param conversationId the conversation's id as it is on the wire
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public AppendedMessage append(String userId, String conversationId, NewMessage message) {
        ObjectId id = ConversationService.id(conversationId);
        return append(userId, id, Precondition.of(null), message, new ObjectId().toHexString());
    }

    /**
     * The newest messages, oldest first.
     *
     * @param limit at most so many
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public List<SpokenMessage> newest(String userId, String conversationId, int limit) {
        return page(userId, ConversationService.id(conversationId), limit, Optional.empty()).messages().stream()
                .map(message -> new SpokenMessage(message.role(), message.content()))
                .toList();
    }

    MessagePage page(String userId, ObjectId id, int limit, Optional<Integer> before) {
        for (int i = 1; ; i++) {
            try {
                return before.map(seq -> transcript.before(userId, id, seq, limit))
                        .orElseGet(() -> transcript.newest(userId, id, limit))
                        .orElseThrow(() -> conversations.notFound(id));
            } catch (SnapshotGoneException replaced) {
                if (i == TRIES) {
                    throw replaced;
                }
            }
        }
    }

    AppendedMessage append(
            String userId, ObjectId id, Precondition precondition, NewMessage message, String messageId) {
        return conversations
                .append(userId, id, precondition, message, messageId)
                .map(after -> appended(after, messageId))
                .orElseGet(() -> stored(userId, id, messageId).orElseThrow(Precondition::failed));
    }

    /** Appends once, whatever came of earlier requests with the same key. */
    AppendedMessage append(String userId, ObjectId id, Precondition precondition, NewMessage message, Claim claim) {
        String messageId = claim.key().request().messageId();
        if (claim.state() == State.DONE) {
            return new AppendedMessage(
                    messageId,
                    id.toHexString(),
                    claim.key().seq(),
                    claim.key().seq() + 1,
                    claim.key().updatedAt().orElseThrow(),
                    null);
        }
        Optional<AppendedMessage> before =
                claim.state() == State.RESUMED ? stored(userId, id, messageId) : Optional.empty();
        AppendedMessage appended = before.orElseGet(() -> append(userId, id, precondition, message, messageId));
        idempotency.complete(claim, appended.seq(), appended.updatedAt());
        return appended;
    }

    private Optional<AppendedMessage> stored(String userId, ObjectId id, String messageId) {
        StoredConversation snapshot = transcript.snapshot(userId, id).orElseThrow(() -> conversations.notFound(id));
        return transcript
                .seqOf(snapshot, messageId)
                .map(seq ->
                        new AppendedMessage(messageId, snapshot.id(), seq, seq + 1, time(snapshot), snapshot.etag()));
    }

    private static AppendedMessage appended(StoredConversation after, String messageId) {
        int count = after.messageCount().orElseThrow();
        return new AppendedMessage(messageId, after.id(), count - 1, count, time(after), after.etag());
    }

    private static Instant time(StoredConversation conversation) {
        return conversation.updatedAt().orElse(Instant.EPOCH);
    }
}
