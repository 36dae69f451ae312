package org.parley.security;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.bson.StoredTime;
import org.parley.platform.Component;
import org.parley.platform.Sha256;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.StoreFailures;
import org.parley.store.UserData;

/**
 * The collection {@code login_attempts}: {@code {_id, failures, blocked_until, expires_at}}. {@code _id} is the SHA-256
 * of the submitted name, because people type their password into the wrong field, or of the client's address.
 */
@Component
class LoginAttemptRepository implements CollectionIndexes, UserData {
    static final String COLLECTION = "login_attempts";

    /** More failures make no difference. */
    private static final int MANY = 1_000;

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Database database;

    @Inject
    LoginAttemptRepository(Database database) {
        this.database = database;
    }

    @Override
    public void create(Database target) {
        target.patient()
                .getCollection(COLLECTION)
                .createIndex(Indexes.ascending("expires_at"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    /** When the next attempt with all of these keys is allowed; empty if it is allowed now. */
    Optional<Instant> blockedUntil(List<String> keys, Instant now) {
        List<Instant> times = new ArrayList<>();
        List<String> ids = keys.stream().map(LoginAttemptRepository::id).toList();
        attempts()
                .find(and(in("_id", ids), gt("blocked_until", Date.from(now))))
                .forEach(found -> StoredTime.of(found.get("blocked_until")).ifPresent(times::add));
        return times.stream().max(Comparator.naturalOrder());
    }

    /** Counts a failure and returns how many there have been without an hour between two of them. */
    int countInARow(String key, Instant now) {
        return count(key, now, Updates.set("expires_at", Date.from(now.plus(REMEMBERED))));
    }

    /** Counts a failure and returns how many there have been in the hour that began with the first. */
    int countWithinAnHour(String key, Instant now) {
        return count(key, now, Updates.setOnInsert("expires_at", Date.from(now.plus(REMEMBERED))));
    }

    private int count(String key, Instant now, Bson expiry) {
        attempts().deleteOne(and(eq("_id", id(key)), lte("expires_at", Date.from(now))));
        try {
            return increment(key, expiry);
        } catch (MongoException e) {
            if (StoreFailures.isOddValue(e)) {
                forget(key); // no number of failures is stored there
            } else if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
            return increment(key, expiry); // two concurrent first failures: one inserted, the other finds it now
        }
    }

    /** Blocks attempts with this key until the given time; never shortens a block. */
    void block(String key, Instant until) {
        attempts().updateOne(eq("_id", id(key)), Updates.max("blocked_until", Date.from(until)));
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        forget(LoginThrottle.key(user.username()));
    }

    void forget(String key) {
        attempts().deleteOne(eq("_id", id(key)));
    }

    private int increment(String key, Bson expiry) {
        Document counted = attempts()
                .findOneAndUpdate(
                        eq("_id", id(key)),
                        Updates.combine(Updates.inc("failures", 1), expiry),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return (int) Math.min(((Number) counted.get("failures")).doubleValue(), MANY);
    }

    private MongoCollection<Document> attempts() {
        return database.collection(COLLECTION);
    }

    private static String id(String key) {
        return Sha256.hex(key);
    }
}
