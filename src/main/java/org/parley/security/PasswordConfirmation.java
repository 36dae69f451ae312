package org.parley.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/**
 * Asks a signed-in user for the password again, before a change that a stolen session must not make. A wrong one counts as
 * a failed login and is throttled like one, by name and by address.
 */
@Component
public class PasswordConfirmation {
    private final LoginThrottle throttle;
    private final HashingSlots slots;

    @Inject
    PasswordConfirmation(LoginThrottle throttle, HashingSlots slots) {
        this.throttle = throttle;
        this.slots = slots;
    }

    /**
     * Returns if the password is right, and resets the count of failed logins.
     *
     * @param user the caller, as just read
     * @throws ProblemException 403 for a wrong password, because 401 means that there is no session; 429 with {@code
     *     Retry-After} after too many; 503 if too many passwords are being checked
     */
    public void confirm(HttpServletRequest request, User user, String password) {
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
