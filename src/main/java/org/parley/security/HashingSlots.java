package org.parley.security;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/**
 * Limits how many passwords are hashed at once: one less than there are processors, at least one. Each hash takes 19 MiB and
 * a processor, so without a limit a few hundred concurrent logins would stall all other requests. With two hashes on two
 * processors the slowest lists took 3 to 8 times as long beside 200 logins, with one 2 to 4 times ({@code bench/logins}).
 */
@Component
class HashingSlots {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 32;

    private final Semaphore slots =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);
    private final Duration patience;

    HashingSlots() {
        this(PATIENCE);
    }

    /** @param patience how long a caller waits for its turn */
    HashingSlots(Duration patience) {
        this.patience = patience;
    }

    /**
     * Runs work that hashes a password.
     *
     * <p>Callers get their turn in the order in which they came. One waits ten seconds, about as long as a person does;
     * each occupies a thread of the server meanwhile, so only a part of them may wait.
     *
     * @throws ProblemException 503 with {@code Retry-After} if 32 callers wait already or no slot is free within ten
     *     seconds
     */
    <T> T with(Supplier<T> work) {
        if (!taken()) {
            throw new ProblemException(
                    503,
                    "Too many people are signing in right now. Try again in a few seconds",
                    List.of(),
                    Map.of("Retry-After", "3"));
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }

    private boolean taken() {
        try {
            return slots.getQueueLength() < MOST_WAITING
                    && slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
