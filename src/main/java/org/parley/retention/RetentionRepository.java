package org.parley.retention;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.parley.platform.Component;
import org.parley.platform.Retries;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.StoreFailures;
import org.parley.store.UserData;

/**
 * What users want: {@code retention}, {@code {_id: "<user id>", archive_after?: 90, trash_after?: 365}} in days. Users who
 * want nothing have no document.
 *
 * <p>All of it goes through the driver: a template can neither store what may be there or not in one command, nor read
 * values that another program stored with another type.
 */
@Component
class RetentionRepository implements UserData {
    private static final String COLLECTION = "retention";

    /** Two first requests of one user at once insert the same document; the second attempt finds it. */
    private static final Retries RETRIES = Retries.atMost(3);

    private final Database database;

    @Inject
    RetentionRepository(Database database) {
        this.database = database;
    }

    Retention of(String userId) {
        return Optional.ofNullable(raw().find(Filters.eq("_id", userId)).first())
                .map(Retention::of)
                .orElse(Retention.NONE);
    }

    /** What each of several users wants; those who want nothing are left out. */
    Map<String, Retention> of(Collection<String> userIds) {
        Map<String, Retention> wanted = new HashMap<>();
        raw().find(Filters.in("_id", userIds))
                .forEach(found -> wanted.put(found.getString("_id").getValue(), Retention.of(found)));
        return wanted;
    }

    /** Replaces what a user wants. */
    void put(String userId, Retention wanted) {
        Bson mine = Filters.eq("_id", userId);
        if (wanted.isEmpty()) {
            raw().deleteOne(mine);
            return;
        }
        Bson update = Updates.combine(
                setOrUnset(Retention.ARCHIVE, wanted.archiveAfter()), setOrUnset(Retention.TRASH, wanted.trashAfter()));
        RETRIES.whileThrown(
                e -> e instanceof MongoException failure && StoreFailures.isDuplicate(failure),
                () -> raw().updateOne(mine, update, new UpdateOptions().upsert(true)));
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        raw().deleteOne(Filters.eq("_id", user.id()));
    }

    /** The next users who want something, in the order of their ids. */
    List<String> userIds(Optional<String> after, int limit) {
        List<String> ids = new ArrayList<>();
        Bson next = Filters.and(
                Filters.type("_id", BsonType.STRING),
                after.map(id -> Filters.gt("_id", id)).orElseGet(Filters::empty));
        raw().find(next)
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .forEach(found -> ids.add(found.getString("_id").getValue()));
        return ids;
    }

    private static Bson setOrUnset(String field, Optional<Days> days) {
        return days.map(given -> Updates.set(field, given.count())).orElseGet(() -> Updates.unset(field));
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(COLLECTION, RawBsonDocument.class);
    }
}
