package org.parley.idempotency;

import java.time.Instant;
import java.util.Optional;

/**
 * What a request stored: enough to answer it again.
 *
 * @param seq the position of the appended message; 0 for a creation
 * @param updatedAt when it was stored
 * @param etag the conversation's entity tag after it; not kept with the key, so a replay has none
 */
public record Stored(int seq, Instant updatedAt, Optional<String> etag) {}
