package org.parley.conversation;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/**
 * What is known of an idempotency key.
 *
 * @param id hash of user and key
 * @param request what was asked for under it, and the ids it was given
 * @param leaseUntil until when its request counts as still running
 * @param expiresAt when the key is forgotten
 * @param seq the place of the appended message, once done; 0 for a creation
 * @param updatedAt when it was done; empty while it runs
 */
record IdempotencyKey(
        String id,
        IdempotentRequest request,
        Instant leaseUntil,
        Instant expiresAt,
        int seq,
        Optional<Instant> updatedAt) {
    static IdempotencyKey of(Document stored) {
        return new IdempotencyKey(
                stored.getString("_id"),
                new IdempotentRequest(
                        stored.getString("fingerprint"),
                        stored.getString("conversation_id"),
                        stored.getString("message_id")),
                stored.getDate("lease_until").toInstant(),
                stored.getDate("expires_at").toInstant(),
                stored.getInteger("seq", 0),
                Optional.ofNullable(stored.getDate("updated_at")).map(Date::toInstant));
    }
}
