package org.parley.security;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Holds back the answers of failed logins to a multiple of a second, so that bcrypt, Argon2 and an unknown name take
 * equally long.
 */
final class FailurePause {
    private static final Duration STEP = Duration.ofSeconds(1);

    private FailurePause() {}

    /** @param started when the login began, from {@link System#nanoTime} */
    static void since(long started) {
        long step = STEP.toNanos();
        try {
            TimeUnit.NANOSECONDS.sleep(step - (System.nanoTime() - started) % step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
