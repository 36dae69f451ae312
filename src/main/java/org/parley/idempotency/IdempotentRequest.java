package org.parley.idempotency;

import java.time.Duration;

/**
 * A request with an idempotency key.
 *
 * @param userId the user who sends it; keys of different users are independent
 * @param key the {@code Idempotency-Key}, 1 to 255 characters
 * @param fingerprint hash of method, path and body, from {@link Idempotency#fingerprint}
 * @param ids newly drawn ids to store under if the key is new
 * @param patience how long to wait for the first request with the key, if it is still running; zero refuses at once
 */
public record IdempotentRequest(String userId, String key, String fingerprint, RequestIds ids, Duration patience) {}
