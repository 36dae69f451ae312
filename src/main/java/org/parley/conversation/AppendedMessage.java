package org.parley.conversation;

import java.time.Instant;
import java.util.Optional;
import org.parley.idempotency.Once;
import org.parley.idempotency.Stored;

/**
 * What became of an append.
 *
 * @param id the message's id
 * @param conversationId the conversation's id
 * @param seq the message's place, counted from 0
 * @param messageCount how many messages there were after it
 * @param updatedAt when it was stored
 * @param etag the conversation's entity tag after it; empty if the answer is repeated
 */
public record AppendedMessage(
        String id, String conversationId, int seq, int messageCount, Instant updatedAt, Optional<String> etag) {
    /** What an idempotency key keeps of it. */
    Stored stored() {
        return new Stored(seq, updatedAt, etag);
    }

    /** The append of a request with an idempotency key; a replay has no entity tag. */
    static AppendedMessage of(Once once) {
        Stored stored = once.stored();
        return new AppendedMessage(
                once.ids().messageId(),
                once.ids().conversationId(),
                stored.seq(),
                stored.seq() + 1,
                stored.updatedAt(),
                stored.etag());
    }
}
