package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parley.platform.ProblemException;

/**
 * {@code Idempotency-Key}: the same key and body are done once, per user, for 24 hours.
 *
 * <p>The ids of what a request will store are drawn before and kept with the key. When a node dies in the middle,
 * whoever repeats the request takes the key over after {@link #LEASE} and can see whether it was stored.
 */
@ApplicationScoped
class Idempotency {
    static final int MAX_KEY_LENGTH = 255;

    private static final Duration KEPT = Duration.ofHours(24);
    /** Longer than any request takes: the database is given up after 5 seconds. */
    private static final Duration LEASE = Duration.ofSeconds(8);

    private static final int TRIES = 5;

    private final IdempotencyRepository keys;
    private final Clock clock;

    /** For the client proxy. */
    Idempotency() {
        this(null, null);
    }

    @Inject
    Idempotency(IdempotencyRepository keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What a request has to do about its key. */
    enum State {
        /** Do it. */
        NEW,
        /** See whether it was done; if not, do it under the ids of the key. */
        RESUMED,
        /** Answer as before. */
        DONE
    }

    /** A key and what is to be done about it. */
    record Claim(State state, IdempotencyKey key) {}

    /**
     * Takes a key for a request.
     *
     * @throws ProblemException 400 for a key that is empty or too long, 422 when it was used with another body, 409 with
     *     {@code Retry-After} while its first request is running
     */
    Claim claim(String userId, String key, IdempotentRequest request) {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw ProblemException.badField("Idempotency-Key", "must have 1 to " + MAX_KEY_LENGTH + " characters");
        }
        String id = hash(userId.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < TRIES; i++) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant lease = now.plus(LEASE);
            if (keys.insert(id, request, lease, now.plus(KEPT))) {
                return new Claim(
                        State.NEW, new IdempotencyKey(id, request, lease, now.plus(KEPT), 0, Optional.empty()));
            }
            IdempotencyKey found = keys.find(id).orElse(null);
            if (found == null) {
                continue;
            }
            if (!found.expiresAt().isAfter(now)) {
                keys.remove(id);
                continue;
            }
            if (!found.request().fingerprint().equals(request.fingerprint())) {
                throw new ProblemException(
                        422, "This Idempotency-Key was used with another request. Use a new key for a new request");
            }
            if (found.updatedAt().isPresent()) {
                return new Claim(State.DONE, found);
            }
            if (found.leaseUntil().isAfter(now)) {
                throw stillRunning(Duration.between(now, found.leaseUntil()));
            }
            if (keys.takeOver(found, lease)) {
                return new Claim(State.RESUMED, found);
            }
        }
        throw stillRunning(Duration.ofSeconds(1));
    }

    /** Keeps the answer of a request that was done. */
    void complete(Claim claim, int seq, Instant updatedAt) {
        keys.complete(claim.key().id(), seq, updatedAt);
    }

    /** Gives the key back after a refusal, which stored nothing. */
    void release(Claim claim) {
        keys.remove(claim.key().id());
    }

    /** A hash of everything that makes two requests the same. */
    static String fingerprint(String method, String resource, byte[] body) {
        return hash((method + " " + resource).getBytes(StandardCharsets.UTF_8), body);
    }

    private static ProblemException stillRunning(Duration left) {
        return new ProblemException(
                409,
                "The first request with this Idempotency-Key is still running. Repeat it shortly",
                List.of(),
                Map.of("Retry-After", Long.toString(Math.max(1, left.toSeconds() + 1))));
    }

    private static String hash(byte[] first, byte[] second) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(first);
            sha256.update((byte) 0);
            return HexFormat.of().formatHex(sha256.digest(second));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
