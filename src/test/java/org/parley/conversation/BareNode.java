package org.parley.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.store.Database;
import org.parley.testing.Fired;

/** The services of one node without a server: several of them on one database are a cluster. */
final class BareNode {
    final MessageService messages;
    final ConversationService conversations;
    final ConversationUpkeep upkeep;
    final Transcript transcript;
    final Sealing sealing;
    final Fired<ConversationsDeleted> deleted = new Fired<>();

    /** Runs once, just before the next message is stored: what another node does in that moment. */
    Runnable meanwhile = () -> {};

    private final Database database;
    private final ConversationRepository reader;
    private final PreviewRepository previews;
    private final AtomicInteger segmentReads = new AtomicInteger();

    BareNode(Database database) {
        this.database = database;
        SegmentRepository segments = new SegmentRepository(database) {
            @Override
            List<SealedMessages> read(ObjectId conversation, int from, int to) {
                segmentReads.incrementAndGet();
                return super.read(conversation, from, to);
            }
        };
        Clock clock = Clock.systemUTC();
        reader = new ConversationRepository(database, null);
        ConversationChangeRepository changes = new ConversationChangeRepository(database) {
            @Override
            Optional<StoredConversation> append(
                    String userId,
                    ObjectId id,
                    NewMessage message,
                    String messageId,
                    StoredConversation precondition,
                    StoredConversation place,
                    Instant now) {
                Runnable other = meanwhile;
                meanwhile = () -> {};
                other.run();
                return super.append(userId, id, message, messageId, precondition, place, now);
            }
        };
        AdoptionRepository adoption = new AdoptionRepository(database, segments);
        sealing = new Sealing(reader, changes, segments);
        transcript = new Transcript(reader, segments, adoption);
        GuardedAppend guarded = new GuardedAppend(reader, changes, adoption, segments, transcript, sealing, clock);
        conversations = new ConversationService(
                reader, changes, adoption, new Division(segments), sealing, guarded, deleted, clock);
        ThreadReader threads = new ThreadReader(reader, segments, transcript);
        messages = new MessageService(conversations, guarded, transcript, threads, null);
        upkeep = new ConversationUpkeep(conversations);
        previews = new PreviewRepository(database);
    }

    /** How often segments were read since it was asked the last time. */
    int segmentReads() {
        return segmentReads.getAndSet(0);
    }

    /** The user's conversations as a list finds them, before it looks for what they lack. */
    List<StoredConversation> found(String userId) {
        return reader.summaries(userId, new ListQuery(StatusFilter.ALL, 100, 0, null));
    }

    /** What the list shows of each of the user's conversations. */
    List<Optional<String>> previews(String userId) {
        return previews.completed(userId, found(userId)).stream()
                .map(StoredConversation::preview)
                .toList();
    }

    /** All messages, as they are stored. */
    List<StoredMessage> all(String userId, String id) {
        List<StoredMessage> all = new ArrayList<>();
        transcript.forEach(
                transcript.snapshot(userId, new ObjectId(id)).orElseThrow(), (message, seq) -> all.add(message));
        return all;
    }

    /** The conversation's document. */
    Document document(String id) {
        return database.collection(ConversationRepository.COLLECTION)
                .find(new Document("_id", new ObjectId(id)))
                .first();
    }
}
