package org.parley.security;

import jakarta.inject.Inject;
import java.util.Optional;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.session.SignedIn;
import org.parley.session.UserSessions;

/** Replaces a user's password. */
@Component
public class PasswordChange {
    private final CredentialRepository credentials;
    private final UserSessions sessions;
    private final HashingSlots slots;

    @Inject
    PasswordChange(CredentialRepository credentials, UserSessions sessions, HashingSlots slots) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.slots = slots;
    }

    /**
     * Why a user may not choose a password; empty if they may.
     *
     * @param wanted the wanted password
     */
    public Optional<String> fault(User user, String wanted) {
        return PasswordRules.fault(
                wanted, user.getUsername(), user.getEmail(), Optional.ofNullable(user.getFullName()));
    }

    /**
     * Replaces the password and ends all other sessions in the same step: they are out with their next request on every
     * node.
     *
     * @param user the user as the old password was checked
     * @param wanted a password without {@link #fault}
     * @param kept the session that stays
     * @throws ProblemException 409 if the password was changed meanwhile, 503 if too many passwords are being hashed
     */
    public void change(User user, String wanted, SignedIn kept) {
        String hash = slots.with(() -> Passwords.hash(wanted));
        if (!credentials.changePassword(user, hash, kept.handle())) {
            throw new ProblemException(409, "The password was changed meanwhile. Log in with the new one");
        }
        sessions.endOthers(user.getId(), kept.handle());
    }
}
