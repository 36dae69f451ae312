package org.parley.conversation;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.MaxKey;
import org.bson.types.ObjectId;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * Sealed messages: {@code message_segments}, {@code {_id: {conversation_id, segment}, user_id, first_seq, messages[]}}.
 * A segment never changes once its conversation counts it; all are found by their exact {@code _id}.
 */
@ApplicationScoped
class SegmentRepository {
    static final String COLLECTION = "message_segments";

    private static final byte[] MESSAGES = "messages".getBytes(StandardCharsets.US_ASCII);

    private final Database database;

    /** For the client proxy. */
    SegmentRepository() {
        this(null);
    }

    @Inject
    SegmentRepository(Database database) {
        this.database = database;
    }

    /**
     * One segment to be stored.
     *
     * @param number its place in the conversation
     * @param firstSeq the {@code seq} of its first message
     */
    record Segment(int number, int firstSeq, List<Document> messages) {}

    /**
     * Stores a segment unless it is there already: two nodes that seal at once make the same one, and so does whoever
     * repeats what a killed node began.
     */
    void insertOnce(ObjectId conversation, String userId, Segment segment) {
        try {
            documents().insertOne(document(conversation, userId, segment));
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
        }
    }

    /** Stores segments that no conversation counts yet, over whatever a killed attempt left under their numbers. */
    void put(ObjectId conversation, String userId, List<Segment> segments) {
        List<ReplaceOneModel<Document>> writes = new ArrayList<>();
        int bytes = 0;
        for (Segment segment : segments) {
            Document document = document(conversation, userId, segment);
            writes.add(new ReplaceOneModel<>(
                    Filters.eq("_id", document.get("_id")), document, new ReplaceOptions().upsert(true)));
            bytes += Tail.bytes(document);
            if (bytes > 8 * Tail.SEGMENT_BYTES) {
                documents().bulkWrite(writes);
                writes.clear();
                bytes = 0;
            }
        }
        if (!writes.isEmpty()) {
            documents().bulkWrite(writes);
        }
    }

    /** A segment's messages, or empty when it is gone. */
    Optional<SealedMessages> find(ObjectId conversation, int number) {
        return read(conversation, List.of(number)).stream().findFirst();
    }

    /** Segments in order of their numbers. */
    List<SealedMessages> read(ObjectId conversation, int from, int to) {
        return read(conversation, IntStream.range(from, to).boxed().toList());
    }

    /** The {@code seq} a segment begins with, or empty when it is gone. */
    Optional<Integer> firstSeq(ObjectId conversation, int number) {
        BsonDocument found = raw().find(Filters.eq("_id", key(conversation, number)))
                .projection(Projections.include("first_seq"))
                .first();
        return Optional.ofNullable(found).map(raw -> raw.getNumber("first_seq").intValue());
    }

    /** Removes a segment that was stored for a conversation that is gone. */
    void remove(ObjectId conversation, int number) {
        documents().deleteOne(Filters.eq("_id", key(conversation, number)));
    }

    /** Removes segments that their conversation no longer counts. */
    void remove(ObjectId conversation, int from, int to) {
        List<Document> keys = IntStream.range(from, to)
                .mapToObj(number -> key(conversation, number))
                .toList();
        for (int i = 0; i < keys.size(); i += 500) {
            documents().deleteMany(Filters.in("_id", keys.subList(i, Math.min(keys.size(), i + 500))));
        }
    }

    /** Removes everything a conversation ever sealed, also what killed attempts left. */
    void removeAll(ObjectId conversation) {
        Bson all = Filters.and(
                Filters.gte("_id", new Document("conversation_id", conversation)),
                Filters.lte("_id", key(conversation, new MaxKey())));
        documents().deleteMany(all);
    }

    private List<SealedMessages> read(ObjectId conversation, List<Integer> numbers) {
        List<Document> keys =
                numbers.stream().map(number -> key(conversation, number)).toList();
        List<SealedMessages> found = new ArrayList<>();
        raw().find(Filters.in("_id", keys)).forEach(raw -> found.add(sealed(raw)));
        found.sort(Comparator.comparingInt(SealedMessages::number));
        return found;
    }

    private static SealedMessages sealed(RawBsonDocument segment) {
        List<StoredMessage> messages = List.of();
        BsonFields fields = BsonFields.of(segment);
        while (fields.next()) {
            if (fields.isNamed(MESSAGES)) {
                messages = StoredMessage.list(fields.inner());
            }
        }
        return new SealedMessages(
                segment.getDocument("_id").getNumber("segment").intValue(),
                segment.getNumber("first_seq").intValue(),
                messages);
    }

    /** A segment as it was read. */
    record SealedMessages(int number, int firstSeq, List<StoredMessage> messages) {}

    private static Document document(ObjectId conversation, String userId, Segment segment) {
        return new Document("_id", key(conversation, segment.number()))
                .append("user_id", userId)
                .append("first_seq", segment.firstSeq())
                .append("messages", segment.messages());
    }

    private static Document key(ObjectId conversation, Object number) {
        return new Document("conversation_id", conversation).append("segment", number);
    }

    private MongoCollection<Document> documents() {
        return database.collection(COLLECTION);
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(COLLECTION, RawBsonDocument.class);
    }
}
