package org.parley.security;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * The collection {@code login_attempts}: {@code {_id, failures, blocked_until, expires_at}}, where {@code _id} is the
 * SHA-256 of the name that was tried; people type their password into the wrong field.
 */
@ApplicationScoped
class LoginAttemptRepository implements CollectionIndexes {
    static final String COLLECTION = "login_attempts";

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Database database;

    /** For the client proxy. */
    LoginAttemptRepository() {
        this(null);
    }

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

    /** When the next login with this name may be tried; empty when it may be tried now. */
    Optional<Instant> blockedUntil(String name, Instant now) {
        return Optional.ofNullable(attempts()
                        .find(and(eq("_id", id(name)), gt("blocked_until", Date.from(now))))
                        .first())
                .map(found -> found.getDate("blocked_until").toInstant());
    }

    /** Counts one failure more, and says how many there were in a row. */
    int count(String name, Instant now) {
        attempts().deleteOne(and(eq("_id", id(name)), lte("expires_at", Date.from(now))));
        try {
            return increment(name, now);
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
            return increment(name, now); // two first failures at once: one inserted, the other finds it now
        }
    }

    /** Lets nobody try this name before a time. Of two times the later stays. */
    void block(String name, Instant until) {
        attempts().updateOne(eq("_id", id(name)), Updates.max("blocked_until", Date.from(until)));
    }

    void forget(String name) {
        attempts().deleteOne(eq("_id", id(name)));
    }

    private int increment(String name, Instant now) {
        Document counted = attempts()
                .findOneAndUpdate(
                        eq("_id", id(name)),
                        Updates.combine(
                                Updates.inc("failures", 1), Updates.set("expires_at", Date.from(now.plus(REMEMBERED)))),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return counted.getInteger("failures");
    }

    private MongoCollection<Document> attempts() {
        return database.collection(COLLECTION);
    }

    private static String id(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
