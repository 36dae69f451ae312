package org.parley.oidc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.parley.security.ProviderLoginException;
import org.parley.security.ProviderLoginException.Reason;

/**
 * Something that the provider publishes, kept for an hour. One thread at a time loads it; others wait for that at most as long
 * as one call of the provider takes. After a failure nothing is loaded for three seconds, and an old value goes on.
 */
final class Cached<T> {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);
    private static final int MOST_WAITING = 16;

    private final Clock clock;
    private final Supplier<T> source;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Loaded<T> loaded;
    private volatile Instant failedAt = Instant.MIN;

    /** @param source loads the value, or throws {@link ProviderLoginException} */
    Cached(Clock clock, Supplier<T> source) {
        this.clock = clock;
        this.source = source;
    }

    private record Loaded<T>(T value, Instant at) {}

    /**
     * The value, at most an hour old if the provider answers.
     *
     * @throws ProviderLoginException if the provider does not answer and never did
     */
    T get() {
        return notOlderThan(FRESH);
    }

    /** The value, loaded again if it is older than this and the provider answers. */
    T notOlderThan(Duration age) {
        Loaded<T> known = loaded;
        return isYoung(known, age) ? known.value() : load(age);
    }

    private T load(Duration age) {
        if (!acquire()) {
            return otherwise();
        }
        try {
            if (isYoung(loaded, age)) {
                return loaded.value(); // another thread was quicker
            }
            if (failedAt.isAfter(clock.instant().minus(AFTER_FAILURE))) {
                return otherwise();
            }
            loaded = new Loaded<>(source.get(), clock.instant());
            return loaded.value();
        } catch (ProviderLoginException away) {
            failedAt = clock.instant();
            return otherwise();
        } finally {
            loading.unlock();
        }
    }

    private T otherwise() {
        Loaded<T> known = loaded;
        if (known == null) {
            throw new ProviderLoginException(Reason.AWAY);
        }
        return known.value();
    }

    private boolean isYoung(Loaded<T> known, Duration age) {
        return known != null && known.at().plus(age).isAfter(clock.instant());
    }

    /** Of very many at once most do not wait, so that a provider that hangs holds few of the server's threads. */
    private boolean acquire() {
        if (loading.getQueueLength() >= MOST_WAITING) {
            return loading.tryLock();
        }
        try {
            return loading.tryLock(ProviderHttp.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
