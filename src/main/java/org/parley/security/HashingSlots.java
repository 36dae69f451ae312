package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.parley.platform.ProblemException;

/**
 * Bounds how many passwords are hashed at once: one per processor and at least two. Each takes 19 MiB and a processor,
 * so without a bound a few hundred logins at once would stop everybody else.
 */
@ApplicationScoped
class HashingSlots {
    private static final long PATIENCE_SECONDS = 2;
    private static final int MOST_WAITING = 32;

    private final Semaphore slots =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    /**
     * Does work that hashes.
     *
     * @throws ProblemException 503 with {@code Retry-After} if dozens wait already, or no slot was free for two seconds: somebody who waits longer
     *     tries again, and the database has as long to answer before five are over
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
            return slots.getQueueLength() < MOST_WAITING && slots.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
