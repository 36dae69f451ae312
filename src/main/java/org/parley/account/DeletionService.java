package org.parley.account;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.PasswordConfirmation;
import org.parley.security.User;
import org.parley.session.MongoSessions;

/** Deletes the caller's account: the user is out at once, and {@link Deletions} removes the rest. */
@Component
class DeletionService {
    /** The request that deletes the account stores its own audit entry meanwhile. */
    private static final Duration OWN_REQUEST = Duration.ofSeconds(1);

    private final ProfileService profiles;
    private final PasswordConfirmation confirmation;
    private final DeletionRepository deletions;
    private final MongoSessions sessions;
    private final Clock clock;

    @Inject
    DeletionService(
            ProfileService profiles,
            PasswordConfirmation confirmation,
            DeletionRepository deletions,
            MongoSessions sessions,
            Clock clock) {
        this.profiles = profiles;
        this.confirmation = confirmation;
        this.deletions = deletions;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Begins the deletion of the caller's account, and ends all sessions.
     *
     * @throws ProblemException 409 for the last active administrator; otherwise as {@link PasswordConfirmation#confirm} says
     */
    void delete(HttpServletRequest request, Optional<String> password) {
        Caller caller = Caller.of(request);
        Operations.subject(request, caller.userId());
        User user = profiles.of(caller);
        confirmation.confirm(request, user, password);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!deletions.begin(user.getId(), now, now.plus(OWN_REQUEST))) {
            throw new ProblemException(
                    409, "You are the last administrator here. Make somebody else one before you delete your account");
        }
        sessions.deleteAllOf(user.getId());
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate(); // takes the cookie back
        }
    }
}
