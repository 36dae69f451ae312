package org.parley.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.bson.types.ObjectId;
import org.parley.bson.BsonSize;
import org.parley.document.Metadata;
import org.parley.document.Origin;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.NewMessage;
import org.parley.message.StoredMessage;
import org.parley.segment.SegmentRepository;
import org.parley.segment.SnapshotGoneException;
import org.parley.segment.Tail;
import org.parley.store.Database;

/**
 * Finds, reads, creates and continues conversations for a program that brings whole ones from elsewhere. Needs no
 * container.
 */
public final class WholeConversations {
    private final ConversationRepository conversations;
    private final ConversationWrites writes;
    private final ConversationStorage storage;
    private final Transcript transcript;
    private final Sealing sealing;
    private final Clock clock;

    /**
     * The conversations of a database.
     *
     * @param listeners are told of every change
     */
    public WholeConversations(Database database, List<ConversationListener> listeners, Clock clock) {
        SegmentRepository segments = new SegmentRepository(database);
        this.conversations = new ConversationRepository(database);
        Adoption adoption = new Adoption(segments);
        this.writes = new ConversationWrites(
                database,
                new DriverStatements(database),
                segments,
                adoption,
                new ConversationListeners(listeners),
                clock);
        this.storage = new ConversationStorage(database, adoption);
        this.transcript = new Transcript(conversations, segments, storage);
        this.sealing = new Sealing(conversations, storage, segments);
        this.clock = clock;
    }

    /** Those of the ids that are the user's conversations, without messages and metadata. */
    public Map<ObjectId, StoredConversation> find(String userId, Collection<ObjectId> ids) {
        return conversations.headers(userId, ids);
    }

    /** Those of the ids that lie in the user's trash. */
    public Set<ObjectId> inTrash(String userId, Collection<ObjectId> ids) {
        return conversations.inTrash(userId, ids);
    }

    /** One of the user's conversations that were imported under a source id, without messages and metadata. */
    public Optional<StoredConversation> bySource(String userId, String sourceId) {
        return conversations.imported(userId, sourceId);
    }

    /**
     * Reads a conversation with all its messages.
     *
     * @param each takes the messages, oldest first
     * @return the conversation; empty if the user has no such conversation
     * @throws SnapshotGoneException if the messages were replaced meanwhile; some have been taken then
     */
    public Optional<StoredConversation> read(ConversationKey key, Consumer<StoredMessage> each) {
        Optional<StoredConversation> seen = transcript.snapshot(key);
        seen.ifPresent(snapshot -> transcript.forEach(snapshot, (message, seq) -> each.accept(message)));
        return seen;
    }

    /**
     * Creates conversations; one that is refused does not affect the others.
     *
     * @param wanted under the ids they will have
     * @param dryRun whether to check only that each fits into a document
     * @return why conversations were refused; an empty text for one whose id is taken
     */
    public Map<ObjectId, String> create(String userId, Map<ObjectId, NewConversation> wanted, boolean dryRun) {
        Map<ObjectId, NewConversation> fitting = new LinkedHashMap<>();
        wanted.forEach((id, conversation) ->
                fitting.put(id, conversation.withMetadata(Metadata.withNumericSums(conversation.metadata()))));
        Map<ObjectId, String> refused = new HashMap<>();
        writes.createAll(userId, fitting, clock.instant(), dryRun)
                .forEach((id, refusal) -> refused.put(id, refusal.taken() ? "" : refusal.reason()));
        return refused;
    }

    /** Why nothing can be added to a conversation without destroying what another program keeps in its document. */
    public Optional<String> obstacle(StoredConversation seen) {
        return seen.oddFields().obstacle().map(odd -> odd.refusal().getMessage());
    }

    /** Makes an older program's conversation fit to be continued, unless it has changed since it was read. */
    public void adopt(StoredConversation seen) {
        storage.adopt(seen, false);
    }

    /**
     * Continues a conversation in steps of at most one segment. Each leaves it whole.
     *
     * @param seen the conversation as it was read; a change since then stops the first step
     * @param firstSeq the number of messages it has
     * @param messages each with an id
     * @param updatedAt its time from now on
     * @param origin what to store about the file after a step, given how many of the messages are stored by then
     * @return how many were appended before another change came first
     */
    public int append(
            StoredConversation seen,
            int firstSeq,
            List<NewMessage> messages,
            Instant updatedAt,
            IntFunction<Origin> origin) {
        StoredConversation last = seen;
        int done = 0;
        while (done < messages.size()) {
            List<NewMessage> step = messages.subList(done, done + stepLength(messages, done));
            Optional<StoredConversation> after = writes.append(new Append(
                    seen.key(),
                    step,
                    Optional.of(last),
                    Optional.of(new Append.Place(firstSeq + done, Optional.empty())),
                    updatedAt,
                    Optional.of(origin.apply(done + step.size()))));
            if (after.isEmpty()) {
                return done;
            }
            sealing.afterAppend(after.get());
            done += step.size();
            last = after.get();
        }
        return done;
    }

    private static int stepLength(List<NewMessage> messages, int from) {
        int length = 0;
        int bytes = 0;
        while (from + length < messages.size() && length < Tail.SEGMENT_MESSAGES) {
            bytes += BsonSize.of(messages.get(from + length).document());
            if (bytes > Tail.SEGMENT_BYTES && length > 0) {
                break;
            }
            length++;
        }
        return length;
    }
}
