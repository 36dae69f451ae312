package org.parley.conversation;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.jnosql.mapping.document.DocumentTemplate;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/**
 * Reads conversations, and stores new ones. Every query holds the owner; {@link ConversationChangeRepository} changes
 * what is there.
 *
 * <p>New conversations go in through JNoSQL's template. Reads take the driver's raw documents (decision 0003): they are
 * projections nearly always, and a long conversation is never held as objects.
 */
@ApplicationScoped
class ConversationRepository implements CollectionIndexes {
    static final String COLLECTION = "conversations";

    private static final List<String> HEADER = List.of(
            "user_id",
            "title",
            "status",
            "metadata",
            "tags",
            "created_at",
            "updated_at",
            "message_count",
            "segment_count",
            "first_segment",
            "tail_first_seq",
            "tail_bytes",
            Preview.FIELD,
            "revision");
    private static final List<String> HEADER_AND_BRANCHES =
            Stream.concat(HEADER.stream(), Stream.of(Branches.FIELD)).toList();
    private static final Bson NEWEST_FIRST = Sorts.descending("updated_at", "_id");

    private final Database database;
    private final DocumentTemplate template;

    /** For the client proxy. */
    ConversationRepository() {
        this(null, null);
    }

    @Inject
    ConversationRepository(Database database, DocumentTemplate template) {
        this.database = database;
        this.template = template;
    }

    /** The list is read in the order of this index; status comes last so that one index serves every filter. */
    @Override
    public void create(Database prepared) {
        prepared.patient()
                .getCollection(COLLECTION)
                .createIndex(Indexes.compoundIndex(
                        Indexes.ascending("user_id"),
                        Indexes.descending("updated_at", "_id"),
                        Indexes.ascending("status")));
    }

    void insert(Conversation conversation) {
        template.insert(conversation);
    }

    /** A whole document: the header and the messages that are in it. */
    Optional<StoredConversation> find(String userId, ObjectId id) {
        return first(raw().find(Ownership.of(userId, id)));
    }

    /** A document without its messages, but with its branches. */
    Optional<StoredConversation> header(String userId, ObjectId id) {
        return first(raw().find(Ownership.of(userId, id)).projection(Projections.include(HEADER_AND_BRANCHES)));
    }

    /** A document with its branches and only its newest messages. */
    Optional<StoredConversation> newest(String userId, ObjectId id, int messages) {
        List<Bson> stages =
                List.of(Aggregates.match(Ownership.of(userId, id)), headerAndNewest(HEADER_AND_BRANCHES, messages));
        return Optional.ofNullable(raw().aggregate(stages).first()).map(StoredConversation::of);
    }

    /** Whether one of the messages in the document, not in its segments, has an id. */
    boolean holds(String userId, ObjectId id, String messageId) {
        return raw().find(Filters.and(Ownership.of(userId, id), Filters.eq("messages.id", messageId)))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
    }

    /** Whether there is such a conversation at all, whoever owns it. */
    boolean existsForAnybody(ObjectId id) {
        return raw().find(Filters.eq("_id", id))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
    }

    /** A page of the list, without messages, but with what is kept of the newest; one more than asked for tells that there is a next page. */
    List<StoredConversation> summaries(String userId, ListQuery query) {
        return page(userId, query, Projections.include(HEADER));
    }

    /** A page of the list, only what orders it. */
    List<StoredConversation> keys(String userId, ListQuery query) {
        return page(userId, query, Projections.include("updated_at"));
    }

    /** Whole documents, in the order of the ids; those that are gone by now are left out. */
    List<StoredConversation> findAll(String userId, List<ObjectId> ids) {
        Map<ObjectId, StoredConversation> found = new HashMap<>();
        raw().find(Filters.and(Filters.in("_id", ids), Ownership.of(userId)))
                .forEach(raw -> found.put(raw.getObjectId("_id").getValue(), StoredConversation.of(raw)));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    long count(String userId, StatusFilter filter) {
        return raw().countDocuments(mine(userId, filter));
    }

    /** How many messages documents of older programs hold, which do not count them. */
    Map<ObjectId, Integer> arrayLengths(List<ObjectId> ids) {
        Map<ObjectId, Integer> lengths = new HashMap<>();
        Bson isArray = Filters.type("messages.0", "object");
        database.collection(COLLECTION)
                .aggregate(List.of(
                        Aggregates.match(Filters.and(Filters.in("_id", ids), isArray)),
                        Aggregates.project(new Document("n", new Document("$size", "$messages")))))
                .forEach(found -> lengths.put(found.getObjectId("_id"), found.getInteger("n")));
        return lengths;
    }

    /** The ids of all of a user's conversations. */
    List<ObjectId> ids(String userId) {
        List<ObjectId> ids = new ArrayList<>();
        raw().find(addressable(userId))
                .projection(Projections.include("_id"))
                .forEach(found -> ids.add(found.getObjectId("_id").getValue()));
        return ids;
    }

    private List<StoredConversation> page(String userId, ListQuery query, Bson projection) {
        List<StoredConversation> page = new ArrayList<>();
        raw().find(Filters.and(mine(userId, query.filter()), after(query.cursor())))
                .projection(projection)
                .sort(NEWEST_FIRST)
                .skip(query.offset())
                .limit(query.limit() + 1)
                // A batch that the page fills to the last place would leave the cursor open, and cost a second request.
                .batchSize(query.limit() + 2)
                .forEach(found -> page.add(StoredConversation.of(found)));
        return page;
    }

    private static Bson mine(String userId, StatusFilter filter) {
        return switch (filter) {
            case ALL -> addressable(userId);
            case ARCHIVED -> Filters.and(addressable(userId), Filters.eq("status", "archived"));
            case ACTIVE -> Filters.and(addressable(userId), Filters.ne("status", "archived"));
        };
    }

    /** A document that was inserted with an {@code _id} of another type has no address, and nothing could be done with it. */
    private static Bson addressable(String userId) {
        return Filters.and(Ownership.of(userId), Filters.type("_id", BsonType.OBJECT_ID));
    }

    private static Bson after(Cursor cursor) {
        if (cursor == null) {
            return Filters.empty();
        }
        Date time = Date.from(cursor.updatedAt());
        return Filters.and(
                Filters.lte("updated_at", time),
                Filters.or(
                        Filters.lt("updated_at", time),
                        Filters.and(Filters.eq("updated_at", time), Filters.lt("_id", cursor.id()))));
    }

    /** A stage, because the embedded store cannot cut an array in a find when another field is missing. */
    private static Bson headerAndNewest(List<String> header, int messages) {
        Document present = new Document("$ifNull", List.of("$messages", List.of()));
        return Aggregates.project(Projections.fields(
                Projections.include(header),
                Projections.computed("messages", new Document("$slice", List.of(present, -messages)))));
    }

    private static Optional<StoredConversation> first(FindIterable<RawBsonDocument> found) {
        return Optional.ofNullable(found.first()).map(StoredConversation::of);
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(COLLECTION, RawBsonDocument.class);
    }
}
