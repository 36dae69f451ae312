package org.parley.idempotency;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Retries;
import org.parley.platform.Sha256;

/**
 * Runs a request with an {@code Idempotency-Key} once per user, key and body, for 24 hours (decision 0006).
 *
 * <p>The ids of the documents that a request stores are drawn beforehand and kept with the key. If a node dies in the
 * middle of a request, the next request with the key takes it over after {@link #LEASE} and looks for those ids.
 */
@Component
public class Idempotency {
    static final int MAX_KEY_LENGTH = 255;

    private static final Duration KEPT = Duration.ofHours(24);
    /** Longer than any request takes: database commands time out after 5 seconds. */
    private static final Duration LEASE = Duration.ofSeconds(8);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Retries RETRIES = Retries.atMost(5);

    private final IdempotencyRepository keys;
    private final Clock clock;

    @Inject
    Idempotency(IdempotencyRepository keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Runs a request unless it has been run.
     *
     * <p>A {@link ProblemException} of {@code resume} or {@code run} frees the key, because a refused request has stored
     * nothing. After any other exception the outcome is unknown: the key stays, and the next request resumes it.
     *
     * @param resume finds what an interrupted request has stored under the ids it was given
     * @param run stores under the ids it is given, which are those of the first request with the key
     * @throws ProblemException 400 for a blank key or one longer than 255 characters, 422 if the key was used with
     *     another body, 409 with {@code Retry-After} while its first request is running
     */
    public Once once(
            IdempotentRequest request,
            Function<RequestIds, Optional<Stored>> resume,
            Function<RequestIds, Stored> run) {
        if (request.key().isBlank() || request.key().length() > MAX_KEY_LENGTH) {
            throw ProblemException.badField("Idempotency-Key", "must have 1 to " + MAX_KEY_LENGTH + " characters");
        }
        Claim claim = awaitClaim(request);
        RequestIds ids = claim.key().ids();
        if (claim.state() == State.DONE) {
            return new Once(ids, claim.key().stored().orElseThrow(), true);
        }
        Stored stored;
        try {
            Optional<Stored> before = claim.state() == State.RESUMED ? resume.apply(ids) : Optional.empty();
            stored = before.orElseGet(() -> run.apply(ids));
        } catch (ProblemException refused) {
            keys.remove(claim.key().id());
            throw refused;
        }
        keys.complete(claim.key().id(), stored);
        return new Once(ids, stored, claim.state() != State.NEW);
    }

    /** Forgets all requests about conversations, which are about to be purged. */
    public void forget(Collection<String> conversationIds) {
        keys.removeAll(conversationIds);
    }

    /** Hashes what makes two requests the same. */
    public static String fingerprint(String method, String resource, byte[] body) {
        return hash((method + " " + resource).getBytes(StandardCharsets.UTF_8), body);
    }

    private Claim awaitClaim(IdempotentRequest request) {
        int polls = (int) request.patience().dividedBy(POLL);
        return Retries.atMost(1 + polls).every(POLL).whileThrown(StillRunningException.class, () -> claim(request));
    }

    private Claim claim(IdempotentRequest request) {
        String id = hash(
                request.userId().getBytes(StandardCharsets.UTF_8), request.key().getBytes(StandardCharsets.UTF_8));
        return RETRIES.until(() -> tryToClaim(id, request))
                .orElseThrow(() -> new StillRunningException(Duration.ofSeconds(1)));
    }

    /** Empty if the key has changed meanwhile. */
    private Optional<Claim> tryToClaim(String id, IdempotentRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        IdempotencyKey mine = new IdempotencyKey(
                id, request.fingerprint(), request.ids(), now.plus(LEASE), now.plus(KEPT), Optional.empty());
        if (keys.insert(mine)) {
            return Optional.of(new Claim(State.NEW, mine));
        }
        Optional<IdempotencyKey> other = keys.find(id);
        if (other.isEmpty()) {
            return Optional.empty();
        }
        IdempotencyKey found = other.get();
        if (!found.expiresAt().isAfter(now)) {
            keys.remove(id);
            return Optional.empty();
        }
        if (!found.fingerprint().equals(request.fingerprint())) {
            throw new ProblemException(
                    422, "This Idempotency-Key was used with another request. Use a new key for a new request");
        }
        if (found.stored().isPresent()) {
            return Optional.of(new Claim(State.DONE, found));
        }
        if (found.leaseUntil().isAfter(now)) {
            throw new StillRunningException(Duration.between(now, found.leaseUntil()));
        }
        return keys.takeOver(found, mine.leaseUntil())
                ? Optional.of(new Claim(State.RESUMED, found))
                : Optional.empty();
    }

    private static String hash(byte[] first, byte[] second) {
        MessageDigest sha256 = Sha256.digest();
        sha256.update(first);
        sha256.update((byte) 0);
        return HexFormat.of().formatHex(sha256.digest(second));
    }

    private enum State {
        /** The key is new: run the request. */
        NEW,
        /** Its request was interrupted: look for what it stored, and run it if there is nothing. */
        RESUMED,
        /** Its request is done: answer from the key. */
        DONE
    }

    private record Claim(State state, IdempotencyKey key) {}

    private static final class StillRunningException extends ProblemException {
        private static final long serialVersionUID = 1;

        StillRunningException(Duration left) {
            super(
                    409,
                    "The first request with this Idempotency-Key is still running. Repeat it shortly",
                    List.of(),
                    Map.of("Retry-After", Long.toString(Math.max(1, left.toSeconds() + 1))));
        }
    }
}
