package org.parley.session;

import java.time.Duration;
import org.parley.platform.Settings;

/**
 * How long sessions last and when their cookie is secure.
 *
 * @param idle how long a session lasts without a request, {@code PARLEY_SESSION_IDLE}; two hours by default
 * @param max how long a session lasts at most, {@code PARLEY_SESSION_MAX}; a day by default
 * @param secureCookies whether every request counts as https, {@code PARLEY_SECURE_COOKIES=always}; for a server behind
 *     a TLS proxy
 */
record SessionSettings(Duration idle, Duration max, boolean secureCookies) {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException if a setting is invalid; the message names it */
    static SessionSettings of(Settings settings) {
        return new SessionSettings(
                settings.duration("PARLEY_SESSION_IDLE", Duration.ofHours(2)),
                settings.duration("PARLEY_SESSION_MAX", Duration.ofHours(24)),
                secure(settings.text("PARLEY_SECURE_COOKIES", "auto")));
    }

    /**
     * How old the stored time of last access may be: a minute, or a quarter of a shorter idle time. An idle session may
     * end that much early; a busy one costs one write per this time and not one per request.
     */
    Duration touchEvery() {
        Duration quarter = idle.dividedBy(4);
        return quarter.compareTo(LONGEST_SILENCE) < 0 ? quarter : LONGEST_SILENCE;
    }

    private static boolean secure(String value) {
        return switch (value) {
            case "auto" -> false;
            case "always" -> true;
            default -> throw Settings.refused("PARLEY_SECURE_COOKIES", value, "auto or always");
        };
    }
}
