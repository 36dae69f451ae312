package org.parley.account;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.PasswordChange;
import org.parley.security.PasswordConfirmation;
import org.parley.security.ProfileRepository;
import org.parley.security.User;
import org.parley.security.Users;
import org.parley.session.MongoSessions;
import org.parley.session.RequestSessions;
import org.parley.session.SignedIn;

/** Reads and changes the caller's user. */
@Component
public class ProfileService {
    private final Users users;
    private final ProfileRepository profiles;
    private final PasswordConfirmation confirmation;
    private final PasswordChange passwords;
    private final MongoSessions sessions;
    private final Operations operations;

    @Inject
    ProfileService(
            Users users,
            ProfileRepository profiles,
            PasswordConfirmation confirmation,
            PasswordChange passwords,
            MongoSessions sessions,
            Operations operations) {
        this.users = users;
        this.profiles = profiles;
        this.confirmation = confirmation;
        this.passwords = passwords;
        this.sessions = sessions;
        this.operations = operations;
    }

    /**
     * The caller's user.
     *
     * @throws ProblemException 401 if the user does not exist any more
     */
    User of(Caller caller) {
        return users.byId(caller.userId()).orElseThrow(ProfileService::gone);
    }

    /**
     * Changes name and address.
     *
     * @return the user afterwards
     * @throws org.parley.security.TakenException if another user has the address
     * @throws ProblemException as {@link PasswordConfirmation#confirm} says
     */
    User change(HttpServletRequest request, ProfileChange change) {
        Caller caller = caller(request);
        confirmation.confirm(request, of(caller), change.password());
        return profiles.change(caller.userId(), change.email(), change.fullName())
                .orElseThrow(ProfileService::gone);
    }

    /**
     * Changes the password for a page, as one audited operation; otherwise as {@code PUT /auth/me/password}.
     *
     * @param current the present password
     * @param wanted the new one
     * @throws ProblemException 400 naming {@code new} if the new one is refused, 403 if the present one is wrong, 409 if the
     *     password was changed meanwhile, 429 after too many wrong ones, 503 if too many are being checked
     */
    public void changePasswordByForm(HttpServletRequest request, String current, String wanted) {
        try {
            changePassword(request, current, wanted);
            operations.completed(request, "auth.password", 204);
        } catch (ProblemException refused) {
            operations.completed(request, "auth.password", refused.status());
            throw refused;
        }
    }

    /**
     * Changes the password. All other sessions end; the one in use gets a new id, and its streams go on.
     *
     * @param current the present password
     * @param wanted the new one
     * @throws ProblemException 400 naming {@code new} if the new one is refused, 409 if the password was changed meanwhile,
     *     or the user has none because the OpenID provider has it; otherwise as {@link PasswordConfirmation#confirm} says
     */
    void changePassword(HttpServletRequest request, String current, String wanted) {
        User user = of(caller(request));
        SignedIn session = RequestSessions.of(request, sessions).signedIn().orElseThrow(ProfileService::gone);
        if (!user.hasPassword()) {
            throw new ProblemException(
                    409, "You log in at the login service, which keeps your password. Change it there");
        }
        passwords.fault(user, wanted).ifPresent(fault -> {
            throw ProblemException.badField("new", fault);
        });
        if (wanted.equals(current)) {
            throw ProblemException.badField("new", "is the password that you have. Choose another one");
        }
        confirmation.confirm(request, user, Optional.of(current));
        passwords.change(user, wanted, session);
        request.changeSessionId();
    }

    private static Caller caller(HttpServletRequest request) {
        Caller caller = Caller.of(request);
        Operations.subject(request, caller.userId());
        return caller;
    }

    private static ProblemException gone() {
        return new ProblemException(401, "Authentication required");
    }
}
