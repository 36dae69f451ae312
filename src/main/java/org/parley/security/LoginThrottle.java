package org.parley.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Proxies;

/**
 * Throttles password guessing, by name and by address.
 *
 * <p>Five failures in a row for a name are free, then each one makes the next attempt wait 1, 2, 4 … and at most 60
 * seconds. A right password resets the count, and so does an hour without a failure. It is kept per name, whether or not a
 * user of that name exists.
 *
 * <p>One address has 100 free failures an hour, whatever the names, because many people can share it; from then on the
 * same waits. A right password does not reset that count: guessers may have a user of their own.
 *
 * <p>Both counts are in the database, so they hold across nodes.
 */
@Component
class LoginThrottle {
    private static final int FREE_FAILURES = 5;
    private static final int FREE_BY_ADDRESS = 100;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Names are in small letters, so none is the key of an address. */
    private static final String ADDRESS = "ADDRESS ";

    private static final int NETWORK_BYTES = 8;

    private final LoginAttemptRepository attempts;
    private final Proxies proxies;
    private final Clock clock;

    @Inject
    LoginThrottle(LoginAttemptRepository attempts, Proxies proxies, Clock clock) {
        this.attempts = attempts;
        this.proxies = proxies;
        this.clock = clock;
    }

    /**
     * Refuses an attempt that has to wait.
     *
     * @throws ProblemException 429 with {@code Retry-After}
     */
    void refuseGuesses(String username, HttpServletRequest request) {
        String address = proxies.of(request).address();
        refuse(waitFor(List.of(key(username), addressKey(address))));
    }

    /** The same for a login that names nobody: the address alone counts. */
    void refuseGuesses(HttpServletRequest request) {
        refuse(waitFor(List.of(addressKey(proxies.of(request).address()))));
    }

    private static void refuse(Duration wait) {
        if (!wait.isZero()) {
            throw new ProblemException(
                    429,
                    "Too many failed logins. Wait " + wait.toSeconds() + " s and try again",
                    List.of(),
                    Map.of("Retry-After", Long.toString(wait.toSeconds())));
        }
    }

    /** How long an attempt has to wait; zero if it is allowed now. Whole seconds, rounded up. */
    Duration waitFor(String username, String address) {
        return waitFor(List.of(key(username), addressKey(address)));
    }

    private Duration waitFor(List<String> keys) {
        Instant now = clock.instant();
        return attempts.blockedUntil(keys, now)
                .map(until -> roundedUp(Duration.between(now, until)))
                .orElse(Duration.ZERO);
    }

    /** Counts a failure of the user's name and of the request's address. */
    void failed(String username, HttpServletRequest request) {
        failed(username, proxies.of(request).address());
    }

    /** Counts a failure. */
    void failed(String username, String address) {
        Instant now = clock.instant();
        String name = key(username);
        block(name, attempts.countInARow(name, now) - FREE_FAILURES, now);
        failedFrom(address, now);
    }

    /** Counts a failure of the request's address, in a login that names nobody. */
    void failed(HttpServletRequest request) {
        failedFrom(proxies.of(request).address(), clock.instant());
    }

    private void failedFrom(String address, Instant now) {
        String network = addressKey(address);
        block(network, attempts.countWithinAnHour(network, now) - FREE_BY_ADDRESS, now);
    }

    /** Resets the count of the name. */
    void succeeded(String username) {
        attempts.forget(key(username));
    }

    private void block(String key, int beyondFree, Instant now) {
        Duration delay = delayAfter(beyondFree + FREE_FAILURES);
        if (!delay.isZero()) {
            attempts.block(key, now.plus(delay));
        }
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

    /** The key of a name, whatever its case. */
    static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    /** An IPv6 address counts as its network of 64 bits, which one household or machine has whole. */
    private static String addressKey(String address) {
        if (address.indexOf(':') >= 0) {
            try {
                byte[] bytes =
                        InetAddress.getByName(address.replaceFirst("%.*", "")).getAddress();
                return ADDRESS + HexFormat.of().formatHex(bytes, 0, Math.min(NETWORK_BYTES, bytes.length));
            } catch (UnknownHostException e) {
                return ADDRESS + address; // no address; it is counted as it is
            }
        }
        return ADDRESS + address;
    }
}
