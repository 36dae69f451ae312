package org.parley.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/**
 * Checks a code that a signed-in user enters. A wrong one counts as a failed login and is throttled like one; a right one
 * leaves the count as it is.
 */
@Component
public class CodeConfirmation {
    private final LoginThrottle throttle;

    @Inject
    CodeConfirmation(LoginThrottle throttle) {
        this.throttle = throttle;
    }

    /**
     * Returns what a check gives for a right code.
     *
     * @param check gives nothing for a wrong code
     * @throws ProblemException 403 for a wrong code, because 401 means that there is no session; 429 with {@code
     *     Retry-After} after too many
     */
    public <T> T confirm(HttpServletRequest request, Caller caller, Supplier<Optional<T>> check) {
        throttle.refuseGuesses(caller.username(), request);
        return check.get().orElseThrow(() -> {
            throttle.failed(caller.username(), request);
            return new ProblemException(403, "The code is wrong. Nothing was changed");
        });
    }
}
