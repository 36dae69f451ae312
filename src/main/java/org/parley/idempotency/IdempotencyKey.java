package org.parley.idempotency;

import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.parley.platform.ProblemException;

/**
 * A stored idempotency key.
 *
 * @param id hash of user and key
 * @param fingerprint hash of the request that took the key
 * @param ids the ids that its request stores under
 * @param leaseUntil until when its request counts as running
 * @param expiresAt when the key is deleted
 * @param stored what its request stored; empty until the request is done
 */
record IdempotencyKey(
        String id, String fingerprint, RequestIds ids, Instant leaseUntil, Instant expiresAt, Optional<Stored> stored) {
    /**
     * The key of a document.
     *
     * @throws ProblemException 409 if another program has changed it, so that it does not say whether its request has
     *     been run
     */
    static IdempotencyKey of(Document document) {
        try {
            return new IdempotencyKey(
                    document.getString("_id"),
                    Objects.requireNonNull(document.getString("fingerprint")),
                    new RequestIds(
                            Objects.requireNonNull(document.getString("conversation_id")),
                            Objects.requireNonNull(document.getString("message_id"))),
                    document.getDate("lease_until").toInstant(),
                    document.getDate("expires_at").toInstant(),
                    Optional.ofNullable(document.getDate("updated_at"))
                            .map(Date::toInstant)
                            .map(at -> new Stored(document.getInteger("seq", 0), at, Optional.empty())));
        } catch (ClassCastException | NullPointerException odd) {
            throw new ProblemException(
                    409,
                    "What is stored about this Idempotency-Key cannot be read, so it is unknown whether its first request"
                            + " was carried out. Look whether it was, and use a new key for a new request");
        }
    }
}
