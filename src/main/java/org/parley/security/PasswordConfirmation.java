package org.parley.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/**
 * Asks a signed-in user for the password again, before a change that a stolen session must not make. A wrong one counts as
 * a failed login and is throttled like one, by name and by address.
 *
 * <p>Users without a password confirm by a login at the OpenID provider that is not older than 5 minutes. Only a time that the
 * provider has signed counts, because the browser can change what the provider is asked.
 */
@Component
public class PasswordConfirmation {
    private final LoginThrottle throttle;
    private final HashingSlots slots;
    private final Clock clock;

    @Inject
    PasswordConfirmation(LoginThrottle throttle, HashingSlots slots, Clock clock) {
        this.throttle = throttle;
        this.slots = slots;
        this.clock = clock;
    }

    /** Whether a user without a password has just logged in at the provider, and so needs no confirmation now. */
    public boolean isGiven(HttpServletRequest request, User user) {
        return !user.hasPassword() && ProviderSession.isFresh(request, clock.instant());
    }

    /**
     * Returns if the password is right, and resets the count of failed logins.
     *
     * @param user the caller, as just read
     * @param password empty if the request has none
     * @throws ProviderLoginRequiredException 403 if the user has no password, and the login at the provider is too old
     * @throws ProblemException 400 without a password; 403 for a wrong password, because 401 means that there is no session; 429 with {@code
     *     Retry-After} after too many; 503 if too many passwords are being checked
     */
    public void confirm(HttpServletRequest request, User user, Optional<String> password) {
        if (user.hasPassword()) {
            confirm(
                    request,
                    user,
                    password.orElseThrow(
                            () -> ProblemException.badField("password", "must be a text that is not empty")));
        } else if (!isGiven(request, user)) {
            throw new ProviderLoginRequiredException();
        }
    }

    private void confirm(HttpServletRequest request, User user, String password) {
        throttle.refuseGuesses(user.getUsername(), request);
        slots.with(() -> {
            throttle.refuseGuesses(user.getUsername(), request); // concurrent guesses all pass the first check
            if (!MongoIdentityStore.isRight(password, user)) {
                throttle.failed(user.getUsername(), request);
                throw new ProblemException(403, "The password is wrong. Nothing was changed");
            }
            return user;
        });
        throttle.succeeded(user.getUsername());
    }
}
