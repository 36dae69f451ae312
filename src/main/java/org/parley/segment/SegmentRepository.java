package org.parley.segment;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.MaxKey;
import org.bson.types.ObjectId;
import org.parley.bson.BsonFields;
import org.parley.bson.BsonSize;
import org.parley.message.ConversationKey;
import org.parley.message.StoredMessage;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.StoreFailures;
import org.parley.store.UserData;

/**
 * Sealed messages: {@code message_segments}, {@code {_id: {conversation_id, segment}, user_id, first_seq, messages[]}}.
 * A segment never changes once its conversation counts it; all are read by their exact {@code _id}.
 */
@Component
public class SegmentRepository implements CollectionIndexes, UserData {
    public static final String COLLECTION = "message_segments";

    private static final byte[] MESSAGES = "messages".getBytes(StandardCharsets.US_ASCII);

    private final Database database;

    /** The segments of a database. */
    @Inject
    public SegmentRepository(Database database) {
        this.database = database;
    }

    /**
     * A number that neither sealing nor another replacement uses for the same conversation, so that what a killed
     * replacement left is never taken for a segment.
     */
    public static int unusedNumber() {
        return ThreadLocalRandom.current().nextInt(1 << 20, Integer.MAX_VALUE - (1 << 24));
    }

    /**
     * Stores a segment unless it is there already: two nodes that seal at once, or a node that repeats what a killed one
     * began, make the same segment.
     *
     * @return whether this segment is stored; false if another one has its number
     */
    public boolean insertOnce(ConversationKey conversation, Segment segment) {
        try {
            documents().insertOne(document(conversation, segment));
            return true;
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
            return firstSeq(conversation.id(), segment.number())
                    .filter(first -> first == segment.firstSeq())
                    .isPresent();
        }
    }

    /** Stores segments that no conversation counts yet, in place of any that a killed attempt left. */
    public void put(ConversationKey conversation, List<Segment> segments) {
        List<ReplaceOneModel<Document>> writes = new ArrayList<>();
        int bytes = 0;
        for (Segment segment : segments) {
            Document document = document(conversation, segment);
            writes.add(new ReplaceOneModel<>(
                    Filters.eq("_id", document.get("_id")), document, new ReplaceOptions().upsert(true)));
            bytes += BsonSize.of(document);
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

    /** A segment; empty if it is gone. */
    public Optional<SealedMessages> find(ObjectId conversation, int number) {
        return read(conversation, List.of(number)).stream().findFirst();
    }

    /** Segments in order of their numbers. */
    public List<SealedMessages> read(ObjectId conversation, int from, int to) {
        return read(conversation, IntStream.range(from, to).boxed().toList());
    }

    /** The {@code seq} that a segment begins with; empty if it is gone. */
    Optional<Integer> firstSeq(ObjectId conversation, int number) {
        BsonDocument found = raw().find(Filters.eq("_id", key(conversation, number)))
                .projection(Projections.include("first_seq"))
                .first();
        return Optional.ofNullable(found)
                .map(raw -> raw.get("first_seq"))
                .filter(BsonValue::isNumber)
                .map(first -> first.asNumber().intValue());
    }

    /** Removes a segment that was stored for a conversation that is gone. */
    public void remove(ObjectId conversation, int number) {
        documents().deleteOne(Filters.eq("_id", key(conversation, number)));
    }

    /** Removes segments that their conversation no longer counts. */
    public void remove(SegmentRange segments) {
        List<Document> keys = IntStream.range(segments.first(), segments.end())
                .mapToObj(number -> key(segments.conversation(), number))
                .toList();
        for (int i = 0; i < keys.size(); i += 500) {
            documents().deleteMany(Filters.in("_id", keys.subList(i, Math.min(keys.size(), i + 500))));
        }
    }

    /** Removes all segments of a conversation, also those that killed attempts left. */
    public void removeAll(ObjectId conversation) {
        Bson all = Filters.and(
                Filters.gte("_id", new Document("conversation_id", conversation)),
                Filters.lte("_id", key(conversation, new MaxKey())));
        documents().deleteMany(all);
    }

    /** For the deletion of an account: it finds segments that no conversation counts, too. */
    @Override
    public void create(Database prepared) {
        prepared.patient().getCollection(COLLECTION).createIndex(Indexes.ascending("user_id"));
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        database.patient().getCollection(COLLECTION).deleteMany(Filters.eq("user_id", user.id()));
    }

    private List<SealedMessages> read(ObjectId conversation, List<Integer> numbers) {
        List<Document> keys =
                numbers.stream().map(number -> key(conversation, number)).toList();
        return sealed(raw().find(Filters.in("_id", keys)));
    }

    /** The segments of a range that are there, in order of their numbers, however long the range is. */
    public List<SealedMessages> readAll(SegmentRange segments) {
        Bson range = Filters.and(
                Filters.gte("_id", key(segments.conversation(), segments.first())),
                Filters.lt("_id", key(segments.conversation(), segments.end())));
        return sealed(raw().find(range));
    }

    private static List<SealedMessages> sealed(FindIterable<RawBsonDocument> segments) {
        List<SealedMessages> found = new ArrayList<>();
        segments.forEach(raw -> found.add(sealed(raw)));
        found.sort(Comparator.comparingInt(SealedMessages::number));
        return found;
    }

    /** A document that another program has changed so that it cannot be placed begins nowhere. */
    private static SealedMessages sealed(RawBsonDocument segment) {
        List<StoredMessage> messages = List.of();
        BsonFields fields = BsonFields.of(segment);
        while (fields.next()) {
            if (fields.isNamed(MESSAGES) && fields.type() == BsonType.ARRAY) {
                messages = StoredMessage.list(fields.inner());
            }
        }
        BsonValue firstSeq = segment.get("first_seq");
        return new SealedMessages(
                segment.getDocument("_id").getNumber("segment").intValue(),
                firstSeq != null && firstSeq.isNumber() ? firstSeq.asNumber().intValue() : SealedMessages.NOWHERE,
                messages);
    }

    private static Document document(ConversationKey conversation, Segment segment) {
        return new Document("_id", key(conversation.id(), segment.number()))
                .append("user_id", conversation.userId())
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
