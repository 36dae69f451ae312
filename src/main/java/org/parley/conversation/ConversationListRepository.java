package org.parley.conversation;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.document.Filing;
import org.parley.document.Preview;
import org.parley.document.StoredConversation;
import org.parley.listing.Cursor;
import org.parley.listing.ListFilter;
import org.parley.listing.ListQuery;
import org.parley.platform.Component;
import org.parley.store.Database;

/** Reads lists of a user's conversations, a page at a time, and counts them. Every query holds the owner. */
@Component
class ConversationListRepository {
    private static final Bson NEWEST_FIRST = Sorts.descending("updated_at", "_id");

    /** MongoDB sorts values of these types before all dates in a list that begins with the newest. */
    private static final List<BsonType> ABOVE_DATES =
            List.of(BsonType.TIMESTAMP, BsonType.REGULAR_EXPRESSION, BsonType.MAX_KEY);

    /** Likewise; the embedded store does not know them, or has them behind all dates. */
    private static final List<BsonType> ABOVE_DATES_IN_MONGODB =
            List.of(BsonType.DB_POINTER, BsonType.JAVASCRIPT, BsonType.JAVASCRIPT_WITH_SCOPE);

    private final Database database;
    private final ConversationStatements statements;

    @Inject
    ConversationListRepository(Database database, ConversationStatements statements) {
        this.database = database;
        this.statements = statements;
    }

    /** A page of the list, without messages, but with what is kept of the newest; one more than asked for tells that there is a next page. */
    List<StoredConversation> summaries(String userId, ListQuery query) {
        return page(userId, query, Projections.include(ConversationRepository.HEADER));
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

    long count(String userId, ListFilter filter) {
        return statements.count(mine(userId, filter));
    }

    /** How many messages documents of older programs hold, which do not count them. */
    Map<ObjectId, Integer> arrayLengths(List<ObjectId> ids) {
        Map<ObjectId, Integer> lengths = new HashMap<>();
        Bson isArray = Filters.exists("messages.0");
        database.collection(ConversationRepository.COLLECTION)
                .aggregate(List.of(
                        Aggregates.match(Filters.and(Filters.in("_id", ids), isArray)),
                        Aggregates.project(new Document("n", new Document("$size", ConversationRepository.MESSAGES)))))
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

    /** Conversations with only their newest message, and what tells whether they have changed since. */
    Map<ObjectId, StoredConversation> newestMessages(String userId, List<ObjectId> ids) {
        Map<ObjectId, StoredConversation> newest = new HashMap<>();
        raw().aggregate(List.of(
                        Aggregates.match(Filters.and(Filters.in("_id", ids), Ownership.of(userId))),
                        ConversationRepository.headerAndNewest(List.of("updated_at", "revision", Preview.FIELD), 1)))
                .forEach(raw -> newest.put(raw.getObjectId("_id").getValue(), StoredConversation.of(raw)));
        return newest;
    }

    private List<StoredConversation> page(String userId, ListQuery query, Bson projection) {
        List<StoredConversation> page = new ArrayList<>();
        raw().find(Filters.and(
                        mine(userId, query.filter()),
                        query.cursor().map(this::after).orElseGet(Filters::empty)))
                .projection(projection)
                .sort(NEWEST_FIRST)
                .skip(query.offset() + query.cursor().map(Cursor::passed).orElse(0))
                .limit(query.limit() + 1)
                // A batch that the page fills to the last place would leave the cursor open, and cost a second request.
                .batchSize(query.limit() + 2)
                .forEach(found -> page.add(StoredConversation.of(found)));
        return page;
    }

    /** The key comes first: of two conditions that an index can answer, the embedded store takes the first one. */
    private static Bson mine(String userId, ListFilter filter) {
        Bson listed = filter.key(userId)
                .map(key -> Filters.and(Filters.eq(Filing.KEYS, key), addressable(userId)))
                .orElseGet(() -> addressable(userId));
        return switch (filter.status()) {
            case ALL -> listed;
            case ARCHIVED -> Filters.and(listed, Filters.eq("status", "archived"));
            case ACTIVE -> Filters.and(listed, Filters.ne("status", "archived"));
        };
    }

    /** A document that was inserted with an {@code _id} of another type has no address, and nothing could be done with it. */
    private static Bson addressable(String userId) {
        return Filters.and(Ownership.of(userId), Filters.type("_id", BsonType.OBJECT_ID));
    }

    /** A comparison with a date leaves out values of other types; its negation holds those behind the dates. */
    private Bson after(Cursor cursor) {
        if (!cursor.isDated() && !cursor.undatedOnly()) {
            return Filters.empty();
        }
        if (cursor.undatedOnly()) {
            return Filters.and(belowDates(), Filters.not(Filters.type("updated_at", BsonType.DATE_TIME)));
        }
        Date time = Date.from(cursor.updatedAt().orElseThrow());
        return Filters.and(
                belowDates(),
                Filters.not(Filters.gt("updated_at", time)),
                Filters.or(
                        Filters.ne("updated_at", time),
                        Filters.lt("_id", cursor.id().orElseThrow())));
    }

    private Bson belowDates() {
        List<BsonType> above = new ArrayList<>(ABOVE_DATES);
        if (!database.embedded()) {
            above.addAll(ABOVE_DATES_IN_MONGODB);
        }
        return Filters.nor(
                above.stream().map(type -> Filters.type("updated_at", type)).toList());
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(ConversationRepository.COLLECTION, RawBsonDocument.class);
    }
}
