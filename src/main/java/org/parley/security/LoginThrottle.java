package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Slows down guessing: five failed logins in a row for a name are free, then each makes the next wait 1, 2, 4 … and at
 * most 60 seconds. A successful login forgets them, and so does an hour without a failure. Counted in the database, so
 * it holds across nodes; counted by name, whether a user of that name exists or not.
 */
@ApplicationScoped
class LoginThrottle {
    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final LoginAttemptRepository attempts;
    private final Clock clock;

    /** For the client proxy. */
    LoginThrottle() {
        this(null, null);
    }

    @Inject
    LoginThrottle(LoginAttemptRepository attempts, Clock clock) {
        this.attempts = attempts;
        this.clock = clock;
    }

    /** How long a login with this name has to wait; zero when it may be tried now. Whole seconds, rounded up. */
    Duration waitFor(String username) {
        Instant now = clock.instant();
        return attempts.blockedUntil(key(username), now)
                .map(until -> roundedUp(Duration.between(now, until)))
                .orElse(Duration.ZERO);
    }

    /** Counts a failure. */
    void failed(String username) {
        Instant now = clock.instant();
        int failures = attempts.count(key(username), now);
        Duration delay = delayAfter(failures);
        if (!delay.isZero()) {
            attempts.block(key(username), now.plus(delay));
        }
    }

    /** Forgets the failures before. */
    void succeeded(String username) {
        attempts.forget(key(username));
    }

    static Duration delayAfter(int failures) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - FREE_FAILURES, 6);
        Duration delay = Duration.ofSeconds(1L << doublings);
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    static Duration roundedUp(Duration wait) {
        return wait.isNegative()
                ? Duration.ZERO
                : Duration.ofSeconds(wait.plusNanos(999_999_999).toSeconds());
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }
}
