package org.parley.conversation;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * Idempotency keys: {@code idempotency_keys}, {@code {_id, fingerprint, conversation_id, message_id, lease_until,
 * expires_at, seq?, updated_at?}}. {@code _id} is a hash of user and key; {@code seq} and {@code updated_at} come when
 * the request is done.
 */
@ApplicationScoped
class IdempotencyRepository implements CollectionIndexes {
    static final String COLLECTION = "idempotency_keys";

    private final Database database;

    /** For the client proxy. */
    IdempotencyRepository() {
        this(null);
    }

    @Inject
    IdempotencyRepository(Database database) {
        this.database = database;
    }

    @Override
    public void create(Database prepared) {
        prepared.patient()
                .getCollection(COLLECTION)
                .createIndex(Indexes.ascending("expires_at"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    /** Takes the key, if nobody has it. */
    boolean insert(String id, IdempotentRequest request, Instant leaseUntil, Instant expiresAt) {
        try {
            keys().insertOne(new Document("_id", id)
                    .append("fingerprint", request.fingerprint())
                    .append("conversation_id", request.conversationId())
                    .append("message_id", request.messageId())
                    .append("lease_until", Date.from(leaseUntil))
                    .append("expires_at", Date.from(expiresAt)));
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

    /** Takes over a key whose request broke off; only one of those who try succeeds. */
    boolean takeOver(IdempotencyKey key, Instant leaseUntil) {
        Bson stale = Filters.and(
                Filters.eq("_id", key.id()),
                Filters.eq("lease_until", Date.from(key.leaseUntil())),
                Filters.exists("updated_at", false));
        return keys().updateOne(stale, Updates.set("lease_until", Date.from(leaseUntil)))
                        .getMatchedCount()
                == 1;
    }

    /** Keeps what the request was answered with. */
    void complete(String id, int seq, Instant updatedAt) {
        keys().updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(Updates.set("seq", seq), Updates.set("updated_at", Date.from(updatedAt))));
    }

    /** Gives up a key whose request was refused, so that a corrected one may use it. */
    void remove(String id) {
        keys().deleteOne(Filters.eq("_id", id));
    }

    private MongoCollection<Document> keys() {
        return database.collection(COLLECTION);
    }
}
