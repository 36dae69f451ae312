package org.parley.conversation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;
import org.parley.listing.Cursor;
import org.parley.listing.ListFilter;
import org.parley.listing.ListPage;
import org.parley.listing.ListQuery;
import org.parley.listing.StatusFilter;
import org.parley.message.ConversationKey;
import org.parley.message.StoredMessage;
import org.parley.project.BareProjects;
import org.parley.project.Projects;
import org.parley.segment.SealedMessages;
import org.parley.segment.SegmentRepository;
import org.parley.store.Database;

/** The services of one node without a server: several of them on one database are a cluster. */
public final class BareNode {
    /** Appends and reads messages. */
    public final MessageService messages;

    final ConversationService conversations;
    final ConversationTrash trash;
    final AssistantMetadata metadata;
    final ConversationWrites writes;
    final Transcript transcript;
    final Sealing sealing;
    final ConversationListing listing;

    /** Every change that this node has made, in order. */
    final List<ConversationChange> changes = Collections.synchronizedList(new ArrayList<>());

    /** Runs once, just before the next message is stored: the change of another node at that moment. */
    Runnable meanwhile = () -> {};

    private final Database database;
    private final ConversationListRepository lists;
    private final AtomicInteger segmentReads = new AtomicInteger();

    public BareNode(Database database) {
        this.database = database;
        SegmentRepository segments = new SegmentRepository(database) {
            @Override
            public List<SealedMessages> read(ObjectId conversation, int from, int to) {
                segmentReads.incrementAndGet();
                return super.read(conversation, from, to);
            }
        };
        Clock clock = Clock.systemUTC();
        DriverStatements statements = new DriverStatements(database);
        ConversationRepository reader = new ConversationRepository(database);
        lists = new ConversationListRepository(database, statements);
        Adoption adoption = new Adoption(segments);
        ConversationListeners listeners = new ConversationListeners(List.of(changes::addAll));
        writes = new ConversationWrites(database, statements, segments, adoption, listeners, clock) {
            @Override
            Optional<StoredConversation> append(Append append) {
                Runnable other = meanwhile;
                meanwhile = () -> {};
                other.run();
                return super.append(append);
            }
        };
        ConversationStorage storage = new ConversationStorage(database, adoption);
        sealing = new Sealing(reader, storage, segments);
        transcript = new Transcript(reader, segments, storage);
        Appends appends = new Appends(reader, writes, storage, segments, transcript, sealing, clock);
        Projects projects = BareProjects.of(database, clock);
        conversations = new ConversationService(reader, lists, writes, storage, projects, clock);
        trash = new ConversationTrash(conversations, lists, writes, storage, projects, clock);
        ThreadReader threads = new ThreadReader(reader, segments, transcript);
        messages = new MessageService(conversations, appends, transcript, threads);
        metadata = new AssistantMetadata(conversations);
        listing = new ConversationListing(lists, storage);
    }

    /** Creates the indexes of conversations, as an application does at its start. */
    public static void createIndexes(Database database) {
        new ConversationRepository(database).create(database);
    }

    /** How often segments were read since the last call. */
    int segmentReads() {
        return segmentReads.getAndSet(0);
    }

    /** The user's conversations as a list finds them, before missing previews are read. */
    List<StoredConversation> found(String userId) {
        return lists.summaries(userId, new ListQuery(ListFilter.of(StatusFilter.ALL), 100, 0, Optional.empty()));
    }

    /** A page of all of the user's conversations. */
    ListPage list(String userId, int limit, Optional<Cursor> cursor) {
        return listing.page(userId, new ListQuery(ListFilter.of(StatusFilter.ALL), limit, 0, cursor), true);
    }

    /** What the list shows of each of the user's conversations. */
    List<Optional<String>> previews(String userId) {
        return listing.withPreviews(userId, found(userId)).stream()
                .map(StoredConversation::preview)
                .toList();
    }

    /** All messages, as they are stored. */
    public List<StoredMessage> all(String userId, String id) {
        List<StoredMessage> all = new ArrayList<>();
        ConversationKey key = new ConversationKey(userId, new ObjectId(id));
        transcript.forEach(transcript.snapshot(key).orElseThrow(), (message, seq) -> all.add(message));
        return all;
    }

    /** The conversation's document. */
    Document document(String id) {
        return database.collection(ConversationRepository.COLLECTION)
                .find(new Document("_id", new ObjectId(id)))
                .first();
    }
}
