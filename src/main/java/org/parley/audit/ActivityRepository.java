package org.parley.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.conversation.Conversation;
import org.parley.listing.Cursor;
import org.parley.platform.Component;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.UserData;

/**
 * Reads the entries that concern one user: the user's own, and those of others about the user's conversations, which hold
 * the owner in {@code owner_id}. Both come from an index in their order, so a page costs the same however long the log is.
 * Through the driver, because other programs store entries with fields and types of their own.
 */
@Component
class ActivityRepository implements UserData {
    /** The field with the owner of the conversation, if the entry is another user's. */
    static final String OWNER = "owner_id";

    static final String ACTOR = "user_id";
    private static final String NAME = "username";
    private static final String TIME = "timestamp";

    private static final Comparator<Document> NEWEST_FIRST = Comparator.comparing(
                    (Document entry) -> entry.getDate(TIME))
            .thenComparing(entry -> entry.getObjectId("_id"))
            .reversed();

    private final Database database;

    @Inject
    ActivityRepository(Database database) {
        this.database = database;
    }

    /** Entries that concern a user, the newest first. */
    List<Document> page(String userId, Optional<Cursor> after, int limit) {
        List<Document> found = new ArrayList<>();
        for (String field : List.of(ACTOR, OWNER)) {
            Bson mine = Filters.and(
                    Filters.eq(field, userId),
                    Filters.type(TIME, BsonType.DATE_TIME),
                    Filters.type("_id", BsonType.OBJECT_ID),
                    after.map(ActivityRepository::behind).orElseGet(Filters::empty));
            entries()
                    .find(mine)
                    .sort(Sorts.descending(TIME, "_id"))
                    .limit(limit)
                    .into(found);
        }
        found.sort(NEWEST_FIRST);
        return found.subList(0, Math.min(limit, found.size()));
    }

    /** Entries that come after another one, the newest being the first. */
    static Bson behind(Cursor cursor) {
        Date time = Date.from(cursor.updatedAt().orElse(Instant.EPOCH));
        return Filters.and(
                Filters.lte(TIME, time),
                Filters.or(Filters.lt(TIME, time), Filters.lt("_id", cursor.id().orElseThrow())));
    }

    /** The owners of those of these conversations that exist and are not in the trash. */
    Map<String, String> owners(Collection<ObjectId> conversations) {
        Map<String, String> owners = new HashMap<>();
        database.collection(Conversation.COLLECTION)
                .find(Filters.in("_id", conversations))
                .projection(Projections.include(ACTOR))
                .forEach(found -> {
                    Object owner = found.get(ACTOR);
                    if (owner != null) {
                        owners.put(found.getObjectId("_id").toHexString(), owner.toString());
                    }
                });
        return owners;
    }

    /**
     * Takes the name out of the entries of a user, and out of those of failed logins and registrations with that name. The id
     * stays.
     */
    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        MongoCollection<Document> all = database.patient().getCollection(AuditRepository.COLLECTION);
        all.updateMany(Filters.and(Filters.eq(ACTOR, user.id()), Filters.exists(NAME)), Updates.unset(NAME));
        goOn.run();
        Pattern anyCase = Pattern.compile("^" + Pattern.quote(user.username()) + "$", Pattern.CASE_INSENSITIVE);
        all.updateMany(Filters.and(Filters.eq(ACTOR, null), Filters.regex(NAME, anyCase)), Updates.unset(NAME));
    }

    private MongoCollection<Document> entries() {
        return database.collection(AuditRepository.COLLECTION);
    }
}
