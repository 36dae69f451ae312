package org.parley.security;

import java.util.List;
import org.parley.platform.ProblemException;

/** Refuses a login with the right password whose code is missing or wrong: 401 with {@code "code_required": true}. */
public final class CodeRequiredException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String userId;
    private final boolean wrong;

    CodeRequiredException(String userId, boolean wrong) {
        super(
                401,
                wrong
                        ? "The code is wrong or was used before. Wait for the next one, or enter a recovery code"
                        : "Enter the code of your authenticator app, or a recovery code");
        this.userId = userId;
        this.wrong = wrong;
    }

    /** Whether there was a code. */
    public boolean isWrong() {
        return wrong;
    }

    /** The user whose password was right. */
    String userId() {
        return userId;
    }

    @Override
    public List<String> flags() {
        return List.of("code_required");
    }
}
