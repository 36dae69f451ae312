package org.parley.trash;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.conversation.Conversation;
import org.parley.conversation.ConversationRepository;
import org.parley.conversation.Ownership;
import org.parley.document.StoredConversation;
import org.parley.document.Trashed;
import org.parley.listing.Cursor;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/**
 * Reads conversations in the trash, and removes them. Every query on behalf of a user holds the owner of the trash.
 *
 * <p>They are read as if they were not in the trash, with their owner under its usual name.
 */
@Component
class TrashRepository implements CollectionIndexes {
    private static final List<String> FIELDS = Stream.concat(
                    ConversationRepository.HEADER.stream().filter(field -> !field.equals("user_id")),
                    Trashed.FIELDS.stream())
            .toList();

    private final Database database;

    @Inject
    TrashRepository(Database database) {
        this.database = database;
    }

    /** The first for a user's trash, the second for what is to be purged. */
    @Override
    public void create(Database prepared) {
        var conversations = prepared.patient().getCollection(Conversation.COLLECTION);
        conversations.createIndex(
                Indexes.compoundIndex(Indexes.ascending(Trashed.BY), Indexes.descending(Trashed.AT, "_id")),
                new IndexOptions().partialFilterExpression(Filters.exists(Trashed.BY)));
        conversations.createIndex(
                Indexes.ascending(Trashed.AT), new IndexOptions().partialFilterExpression(Filters.exists(Trashed.BY)));
    }

    /**
     * A page of a user's trash, what was put there last first.
     *
     * @param limit at most this many
     */
    List<StoredConversation> page(String userId, int limit, Optional<Cursor> cursor) {
        Bson mine = Filters.and(
                Filters.eq(Trashed.BY, userId),
                cursor.map(TrashRepository::after).orElseGet(Filters::empty));
        List<StoredConversation> page = new ArrayList<>();
        raw().aggregate(List.of(
                        Aggregates.match(mine),
                        Aggregates.sort(Sorts.descending(Trashed.AT, "_id")),
                        Aggregates.limit(limit),
                        fields()))
                .forEach(found -> page.add(StoredConversation.of(found)));
        return page;
    }

    private static Bson after(Cursor cursor) {
        Date time = Date.from(cursor.updatedAt().orElseThrow());
        return Filters.or(
                Filters.lt(Trashed.AT, time),
                Filters.and(
                        Filters.eq(Trashed.AT, time),
                        Filters.lt("_id", cursor.id().orElseThrow())));
    }

    /** One of them. */
    Optional<StoredConversation> find(ConversationKey key) {
        return Optional.ofNullable(raw().aggregate(List.of(
                                Aggregates.match(
                                        Filters.and(Filters.eq("_id", key.id()), Filters.eq(Trashed.BY, key.userId()))),
                                fields()))
                        .first())
                .map(StoredConversation::of);
    }

    /** Ids of conversations in a user's trash, in no order. */
    List<ObjectId> ids(String userId, int limit) {
        List<ObjectId> ids = new ArrayList<>();
        raw().find(Filters.and(Filters.eq(Trashed.BY, userId), Filters.type("_id", BsonType.OBJECT_ID)))
                .projection(Projections.include("_id"))
                .limit(limit)
                .forEach(found -> ids.add(found.getObjectId("_id").getValue()));
        return ids;
    }

    /** Conversations that were put into the trash before a time, by the owner of the trash. */
    Map<String, List<ObjectId>> before(Instant time, int limit) {
        Map<String, List<ObjectId>> due = new LinkedHashMap<>();
        raw().find(Filters.and(
                        Filters.exists(Trashed.BY),
                        Filters.type(Trashed.BY, BsonType.STRING),
                        Filters.lte(Trashed.AT, Date.from(time)),
                        Filters.type("_id", BsonType.OBJECT_ID)))
                .projection(Projections.include(Trashed.BY))
                .limit(limit)
                .forEach(
                        found -> due.computeIfAbsent(found.getString(Trashed.BY).getValue(), owner -> new ArrayList<>())
                                .add(found.getObjectId("_id").getValue()));
        return due;
    }

    /** Removes conversations whose purge has begun. */
    void remove(String userId, Collection<ObjectId> ids) {
        raw().deleteMany(Filters.and(
                Filters.in("_id", ids), Filters.eq(Trashed.BY, userId), Filters.eq(Trashed.PURGING, true)));
    }

    /** Ids of conversations of a user, in the trash or not, also such that no request can name. */
    List<BsonValue> anyOf(String userId, int limit) {
        List<BsonValue> ids = new ArrayList<>();
        raw().find(ownedOrTrashed(userId))
                .projection(Projections.include("_id"))
                .limit(limit)
                .forEach(found -> ids.add(found.get("_id")));
        return ids;
    }

    /** Removes conversations of a user, in the trash or not. */
    void removeAny(String userId, List<BsonValue> ids) {
        raw().deleteMany(Filters.and(Filters.in("_id", ids), ownedOrTrashed(userId)));
    }

    private static Bson ownedOrTrashed(String userId) {
        return Filters.or(Ownership.of(userId), Filters.eq(Trashed.BY, userId));
    }

    private static Bson fields() {
        Bson header = ConversationRepository.headerAndNewest(FIELDS, 1);
        return Aggregates.project(Projections.fields(
                header.toBsonDocument().getDocument("$project"), Projections.computed("user_id", "$" + Trashed.OWNER)));
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(Conversation.COLLECTION, RawBsonDocument.class);
    }
}
