package org.parley.idempotency;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * Idempotency keys: {@code idempotency_keys}, {@code {_id, fingerprint, conversation_id, message_id, lease_until,
 * expires_at, seq?, updated_at?}}. {@code _id} is a hash of user and key; {@code seq} and {@code updated_at} are set
 * when the request is done.
 */
@Component
class IdempotencyRepository implements CollectionIndexes {
    static final String COLLECTION = "idempotency_keys";

    private final Database database;

    @Inject
    IdempotencyRepository(Database database) {
        this.database = database;
    }

    @Override
    public void create(Database prepared) {
        prepared.patient()
                .getCollection(COLLECTION)
                .createIndex(Indexes.ascending("expires_at"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        prepared.patient().getCollection(COLLECTION).createIndex(Indexes.ascending("conversation_id"));
    }

    /** Takes the key; false if another request has taken it. */
    boolean insert(IdempotencyKey key) {
        try {
            keys().insertOne(new Document("_id", key.id())
                    .append("fingerprint", key.fingerprint())
                    .append("conversation_id", key.ids().conversationId())
                    .append("message_id", key.ids().messageId())
                    .append("lease_until", Date.from(key.leaseUntil()))
                    .append("expires_at", Date.from(key.expiresAt())));
            return true;
        } catch (MongoException e) {
            if (StoreFailures.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    Optional<IdempotencyKey> find(String id) {
        return Optional.ofNullable(keys().find(Filters.eq("_id", id)).first()).map(IdempotencyKey::of);
    }

    /** Takes over a key whose request was interrupted; of several concurrent calls, one succeeds. */
    boolean takeOver(IdempotencyKey key, Instant leaseUntil) {
        Bson stale = Filters.and(
                Filters.eq("_id", key.id()),
                Filters.eq("lease_until", Date.from(key.leaseUntil())),
                Filters.exists("updated_at", false));
        return keys().updateOne(stale, Updates.set("lease_until", Date.from(leaseUntil)))
                        .getMatchedCount()
                == 1;
    }

    /** Marks the key as done. */
    void complete(String id, Stored stored) {
        keys().updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.set("seq", stored.seq()),
                                Updates.set("updated_at", Date.from(stored.updatedAt()))));
    }

    /** Deletes the key. */
    void remove(String id) {
        keys().deleteOne(Filters.eq("_id", id));
    }

    /** Deletes the keys of conversations. */
    void removeAll(Collection<String> conversationIds) {
        keys().deleteMany(Filters.in("conversation_id", conversationIds));
    }

    private MongoCollection<Document> keys() {
        return database.collection(COLLECTION);
    }
}
