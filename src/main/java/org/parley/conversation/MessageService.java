package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.parley.conversation.Idempotency.Claim;
import org.parley.conversation.Idempotency.State;
import org.parley.platform.ProblemException;

/** Appends messages and reads the newest; for the resources here and for whatever answers in a conversation. */
@ApplicationScoped
public class MessageService {
    /** How often a page is read anew because the messages were replaced while it was read. */
    private static final int TRIES = 20;

    private final ConversationService conversations;
    private final GuardedAppend guarded;
    private final Transcript transcript;
    private final ThreadReader threads;
    private final Idempotency idempotency;

    /** For the client proxy. */
    protected MessageService() {
        this(null, null, null, null, null);
    }

    @Inject
    MessageService(
            ConversationService conversations,
            GuardedAppend guarded,
            Transcript transcript,
            ThreadReader threads,
            Idempotency idempotency) {
        this.conversations = conversations;
        this.guarded = guarded;
        this.transcript = transcript;
        this.threads = threads;
        this.idempotency = idempotency;
    }

    /**
     * Appends a message to one of the user's conversations.
     *
     * @param conversationId the conversation's id as it is on the wire
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException as {@link #appendOnce} says
     */
    public AppendedMessage append(String userId, String conversationId, NewMessage message) {
        ObjectId id = ConversationService.id(conversationId);
        return append(userId, id, Precondition.of(null), message, new ObjectId().toHexString());
    }

    /**
     * Appends a message unless one of its id is there already, however long ago it was stored: for whoever cannot know
     * whether an earlier try came through. With a parent it costs the same whatever the length of the conversation.
     *
     * @param messageId the id it gets: an {@link ObjectId} in hex that nobody else uses
     * @return where it stands, also when an earlier call has stored it
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 when the parent is no message of the conversation (any more), 409 when it has as many
     *     branches as there can be
     */
    public AppendedMessage appendOnce(String userId, String conversationId, NewMessage message, String messageId) {
        ObjectId id = ConversationService.id(conversationId);
        return guarded.append(userId, id, Precondition.of(null), message, messageId, true)
                .map(after -> appended(after, messageId))
                .orElseGet(() -> stored(userId, id, messageId).orElseThrow(SnapshotGoneException::new));
    }

    /**
     * What was said on one branch, oldest first.
     *
     * @param head the message the branch ends in; the newest one when it is empty
     * @param limit at most so many, the newest of them; at least 1
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 when the head is no message of the conversation
     */
    public List<SpokenMessage> context(String userId, String conversationId, Optional<Integer> head, int limit) {
        ObjectId id = ConversationService.id(conversationId);
        ThreadQuery query =
                new ThreadQuery(head, Optional.empty(), false, Optional.empty(), limit, ThreadQuery.ANY_BYTES);
        return thread(userId, id, query).messages().stream()
                .map(placed -> new SpokenMessage(
                        placed.seq(), placed.message().role(), placed.message().content()))
                .toList();
    }

    /**
     * The newest messages, oldest first.
     *
     * @param limit at most so many
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public List<SpokenMessage> newest(String userId, String conversationId, int limit) {
        MessagePage page = page(userId, ConversationService.id(conversationId), limit, Optional.empty());
        return IntStream.range(0, page.messages().size())
                .mapToObj(i -> {
                    StoredMessage message = page.messages().get(i);
                    return new SpokenMessage(page.firstSeq() + i, message.role(), message.content());
                })
                .toList();
    }

    MessagePage page(String userId, ObjectId id, int limit, Optional<Integer> before) {
        return whole(
                id,
                () -> before.map(seq -> transcript.before(userId, id, seq, limit))
                        .orElseGet(() -> transcript.newest(userId, id, limit)));
    }

    ThreadPage thread(String userId, ObjectId id, ThreadQuery query) {
        return whole(id, () -> threads.read(userId, id, query));
    }

    private <T> T whole(ObjectId id, Supplier<Optional<T>> read) {
        for (int i = 1; ; i++) {
            try {
                return read.get().orElseThrow(() -> conversations.notFound(id));
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
