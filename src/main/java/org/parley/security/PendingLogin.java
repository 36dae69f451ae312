package org.parley.security;

import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.parley.platform.Sha256;

/**
 * A login on the login page whose password was right and whose code is still to come. It is in the session, so the page
 * does not send the password back and any node can finish the login; and it is a credential, which a password change
 * ends because it holds a hash of the password's hash.
 */
public final class PendingLogin implements Credential {
    private static final String ATTRIBUTE = "pending_login";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String userId;
    private final String username;
    private final String proof;

    private PendingLogin(String userId, String username, String proof) {
        this.userId = userId;
        this.username = username;
        this.proof = proof;
    }

    /** Keeps the login in the session, which gets a new id: somebody else may have known the old one. */
    static void begin(HttpServletRequest request, User user, String username, Instant now) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        HttpSession session = request.getSession(true);
        session.setAttribute(ATTRIBUTE + "_user", user.getId());
        session.setAttribute(ATTRIBUTE + "_name", username);
        session.setAttribute(ATTRIBUTE + "_proof", proof(user));
        session.setAttribute(ATTRIBUTE + "_until", Date.from(now.plus(PATIENCE)));
    }

    /** The login that waits for its code. Empty if no login waits, or if five minutes have passed. */
    static Optional<PendingLogin> of(HttpServletRequest request, Instant now) {
        HttpSession session = request.getSession(false);
        if (session != null
                && session.getAttribute(ATTRIBUTE + "_user") instanceof String userId
                && session.getAttribute(ATTRIBUTE + "_name") instanceof String username
                && session.getAttribute(ATTRIBUTE + "_proof") instanceof String proof
                && session.getAttribute(ATTRIBUTE + "_until") instanceof Date until
                && now.isBefore(until.toInstant())) {
            return Optional.of(new PendingLogin(userId, username, proof));
        }
        return Optional.empty();
    }

    String userId() {
        return userId;
    }

    /** The name as it was entered, under which failures count. */
    String username() {
        return username;
    }

    /** Whether the password that was right is still the user's. */
    boolean isFor(User user) {
        return user.getId().equals(userId) && proof(user).equals(proof);
    }

    private static String proof(User user) {
        return Sha256.hex(String.valueOf(user.passwordHash()));
    }
}
