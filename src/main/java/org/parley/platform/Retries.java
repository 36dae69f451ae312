package org.parley.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats an attempt that can lose against a concurrent change, or meet a database that is away, a limited number of
 * times.
 *
 * <p>An exception ends the repetition, unless {@link #whileThrown} names it.
 */
public final class Retries {
    private static final Duration NONE = Duration.ZERO;

    private final int attempts;
    private final int withoutPause;
    private final Duration shortest;
    private final Duration longest;

    private Retries(int attempts, int withoutPause, Duration shortest, Duration longest) {
        this.attempts = attempts;
        this.withoutPause = withoutPause;
        this.shortest = shortest;
        this.longest = longest;
    }

    /** At most this many attempts, one right after the other. */
    public static Retries atMost(int attempts) {
        return new Retries(attempts, attempts, NONE, NONE);
    }

    /**
     * The same with a random pause of 0.2 to 8 milliseconds after the second and every later attempt. The first ones follow
     * one another at once, because most conflicts involve two writers.
     */
    public Retries withPauses() {
        return new Retries(attempts, 1, Duration.ofNanos(200_000), Duration.ofMillis(8));
    }

    /** The same with a pause between any two attempts. */
    public Retries every(Duration pause) {
        return new Retries(attempts, 0, pause, pause);
    }

    /**
     * Makes attempts until one returns a value.
     *
     * @return the value; empty if no attempt returned one
     */
    public <T> Optional<T> until(Supplier<Optional<T>> attempt) {
        for (int i = 1; i <= attempts; i++) {
            Optional<T> done = attempt.get();
            if (done.isPresent()) {
                return done;
            }
            pause(i);
        }
        return Optional.empty();
    }

    /**
     * Makes attempts until one does not throw the given exception.
     *
     * @return what that attempt returned
     * @throws RuntimeException the exception of the last attempt
     */
    public <T> T whileThrown(Class<? extends RuntimeException> conflict, Supplier<T> attempt) {
        return whileThrown(conflict::isInstance, attempt);
    }

    /**
     * Makes attempts until one does not throw such an exception.
     *
     * @return what that attempt returned
     * @throws RuntimeException the exception of the last attempt
     */
    public <T> T whileThrown(Predicate<RuntimeException> conflict, Supplier<T> attempt) {
        for (int i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (RuntimeException e) {
                if (i >= attempts || !conflict.test(e)) {
                    throw e;
                }
                pause(i);
            }
        }
    }

    private void pause(int made) {
        if (made > withoutPause && made < attempts) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(shortest.toNanos(), longest.toNanos() + 1));
        }
    }
}
