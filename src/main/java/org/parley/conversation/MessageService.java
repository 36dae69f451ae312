package org.parley.conversation;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.parley.document.Precondition;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.message.MessageJson;
import org.parley.message.NewMessage;
import org.parley.message.SpokenMessage;
import org.parley.message.StoredMessage;
import org.parley.message.WrittenMessage;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Retries;
import org.parley.segment.SnapshotGoneException;

/** Appends and reads messages, for the resources of this package and for the packages above. */
@Component
public class MessageService {
    /** A page is read again if the messages were replaced while it was read. */
    private static final Retries RETRIES = Retries.atMost(20);
    /** A message that has just been stored is among this many newest ones. */
    private static final int NEAR = 20;

    private final ConversationService conversations;
    private final Appends appends;
    private final Transcript transcript;
    private final ThreadReader threads;

    @Inject
    MessageService(ConversationService conversations, Appends appends, Transcript transcript, ThreadReader threads) {
        this.conversations = conversations;
        this.appends = appends;
        this.transcript = transcript;
        this.threads = threads;
    }

    /**
     * Appends a message to one of the user's conversations.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException as {@link #appendOnce} says
     */
    public AppendedMessage append(ConversationKey key, NewMessage message) {
        return append(key, Precondition.NONE, message, new ObjectId().toHexString());
    }

    /**
     * Appends a message unless one of its id is there already, however long ago it was stored: for a caller that cannot
     * know whether an earlier try succeeded. With a parent it costs the same whatever the length of the conversation.
     *
     * @param messageId the message's id: an {@link ObjectId} in hex that no other message has
     * @return where it stands, also if an earlier call stored it
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 if the parent is no message of the conversation (any more), 409 if the conversation
     *     has as many branches as there can be
     */
    public AppendedMessage appendOnce(ConversationKey key, NewMessage message, String messageId) {
        return appends.appendOnce(key, message.withId(messageId))
                .map(after -> appended(after, messageId))
                .orElseGet(() -> stored(key, messageId).orElseThrow(SnapshotGoneException::new));
    }

    /**
     * What was said on one branch, oldest first.
     *
     * @param head the message the branch ends in; empty for the newest one
     * @param limit at most this many, the newest of them; at least 1
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 if the head is no message of the conversation
     */
    public List<SpokenMessage> context(ConversationKey key, Optional<Integer> head, int limit) {
        ThreadQuery query =
                new ThreadQuery(head, Optional.empty(), false, Optional.empty(), limit, ThreadQuery.ANY_BYTES);
        return thread(key, query).messages().stream()
                .map(placed -> spoken(placed.seq(), placed.message()))
                .toList();
    }

    /**
     * The newest messages, oldest first.
     *
     * @param limit at most this many
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public List<SpokenMessage> newest(ConversationKey key, int limit) {
        MessagePage page = page(key, limit, Optional.empty());
        return IntStream.range(0, page.messages().size())
                .mapToObj(i -> spoken(page.firstSeq() + i, page.messages().get(i)))
                .toList();
    }

    private static SpokenMessage spoken(int seq, StoredMessage message) {
        return new SpokenMessage(seq, message.role(), message.content(), message.model());
    }

    /**
     * A message as it is on the wire, with {@code conversation_id}; found fastest if it is among the newest.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public Optional<WrittenMessage> message(ConversationKey key, String messageId) {
        MessagePage newest = transcript.newest(key, NEAR).orElseThrow(() -> conversations.notFound(key));
        for (int i = newest.messages().size() - 1; i >= 0; i--) {
            StoredMessage message = newest.messages().get(i);
            if (message.id().filter(messageId::equals).isPresent()) {
                return Optional.of(written(key, message, newest.firstSeq() + i));
            }
        }
        return transcript
                .snapshot(key)
                .flatMap(whole -> transcript.seqOf(whole, messageId))
                .flatMap(seq -> transcript
                        .before(key, seq + 1, 1)
                        .map(page -> written(key, page.messages().get(0), seq)));
    }

    /**
     * A page of a branch, oldest message first; fewer messages if they are long.
     *
     * @param through a message that the newest such branch leads through; empty for the branch that the reader chose last
     * @param before only messages with a smaller {@code seq}; empty for the newest
     * @param limit at most this many
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 if {@code through} is no message of it
     */
    public ThreadPage thread(ConversationKey key, Optional<Integer> through, Optional<Integer> before, int limit) {
        return thread(key, new ThreadQuery(Optional.empty(), through, true, before, limit, ThreadQuery.PAGE_BYTES));
    }

    ThreadPage thread(ConversationKey key, ThreadQuery query) {
        return whole(key, () -> threads.read(key, query), () -> threads.readWhatIsThere(key, query));
    }

    MessagePage page(ConversationKey key, int limit, Optional<Integer> before) {
        return whole(
                key,
                () -> before.map(seq -> transcript.before(key, seq, limit))
                        .orElseGet(() -> transcript.newest(key, limit)),
                () -> transcript.pageOfWhatIsThere(key, before, limit));
    }

    AppendedMessage append(ConversationKey key, Precondition precondition, NewMessage message, String messageId) {
        return appends.append(key, precondition, message.withId(messageId))
                .map(after -> appended(after, messageId))
                .orElseGet(() -> stored(key, messageId).orElseThrow(Precondition::failed));
    }

    /** Finds an appended message by its id. */
    Optional<AppendedMessage> stored(ConversationKey key, String messageId) {
        StoredConversation snapshot = transcript.snapshot(key).orElseThrow(() -> conversations.notFound(key));
        return transcript.seqOf(snapshot, messageId).map(seq -> appended(snapshot, messageId, seq, seq + 1));
    }

    /** Reads again while messages are being replaced; then what is there, if segments are damaged or gone. */
    private <T> T whole(ConversationKey key, Supplier<Optional<T>> read, Supplier<Optional<T>> there) {
        try {
            return RETRIES.whileThrown(
                    SnapshotGoneException.class, () -> read.get().orElseThrow(() -> conversations.notFound(key)));
        } catch (SnapshotGoneException gone) {
            return there.get().orElseThrow(() -> conversations.notFound(key));
        }
    }

    private static AppendedMessage appended(StoredConversation after, String messageId) {
        int count = after.counters().messages().orElse(1);
        return appended(after, messageId, count - 1, count);
    }

    private static AppendedMessage appended(StoredConversation found, String messageId, int seq, int count) {
        return new AppendedMessage(
                messageId, found.id(), seq, count, found.times().knownUpdated(), Optional.of(found.etag()));
    }

    private static WrittenMessage written(ConversationKey key, StoredMessage message, int seq) {
        String conversation = key.hex();
        return new WrittenMessage(message.content(), message.thought().orElse(""), json -> {
            json.writeStringField("conversation_id", conversation);
            MessageJson.fields(json, conversation, message, seq);
        });
    }
}
