package org.parley.idempotency;

/**
 * The result of {@link Idempotency#once}.
 *
 * @param ids the ids that the request, or the first one with its key, stored under
 * @param stored what it stored
 * @param replayed whether the key had been used before; answer with {@code Idempotency-Replayed: true}
 */
public record Once(RequestIds ids, Stored stored, boolean replayed) {}
