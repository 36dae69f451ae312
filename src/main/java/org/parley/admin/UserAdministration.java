package org.parley.admin;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.CredentialRepository;
import org.parley.security.NewUser;
import org.parley.security.OneTimePassword;
import org.parley.security.User;
import org.parley.security.UserChange;
import org.parley.security.UserCreation;
import org.parley.security.UserListRepository;
import org.parley.security.Users;
import org.parley.session.MongoSessions;

/**
 * Lists, creates and changes users. What it takes away is gone with the user's next request on every node, and open
 * streams end within two seconds.
 */
@Component
class UserAdministration {
    private final Users users;
    private final UserListRepository list;
    private final UserCreation creation;
    private final CredentialRepository credentials;
    private final MongoSessions sessions;

    @Inject
    UserAdministration(
            Users users,
            UserListRepository list,
            UserCreation creation,
            CredentialRepository credentials,
            MongoSessions sessions) {
        this.users = users;
        this.list = list;
        this.creation = creation;
        this.credentials = credentials;
        this.sessions = sessions;
    }

    /** Users, the newest first; see {@link UserListRepository#page}. */
    List<User> page(Optional<String> before, Optional<String> part, int limit) {
        return list.page(before, part, limit);
    }

    /**
     * A user as created.
     *
     * @param password the one-time password; empty if the administrator has chosen one
     */
    record Created(User user, Optional<String> password) {}

    /** Creates a user, with a one-time password if the wish has none; otherwise see {@link UserCreation#create}. */
    Created create(HttpServletRequest request, NewUser wish) {
        Optional<String> oneTime = wish.password() == null ? Optional.of(OneTimePassword.next()) : Optional.empty();
        String id = creation.create(oneTime.map(wish::withPassword).orElse(wish), oneTime.isPresent());
        Operations.subject(request, id);
        return new Created(users.byId(id).orElseThrow(UserAdministration::unknown), oneTime);
    }

    /**
     * Gives a user a one-time password and ends the user's sessions, also one that a login is just beginning.
     *
     * @return the password
     * @throws ProblemException 404 without such a user, 503 if too many passwords are being hashed
     */
    String resetPassword(HttpServletRequest request, String id) {
        User user = of(request, id);
        String password = creation.resetPassword(user.getId());
        sessions.deleteAllOf(user.getId());
        takeOwnCookieBack(request, user);
        return password;
    }

    /**
     * Changes a user.
     *
     * @return the user afterwards
     * @throws org.parley.security.TakenException if another user has the address
     * @throws ProblemException 404 without such a user, 409 for the last active administrator
     */
    User change(HttpServletRequest request, String id, UserChange change) {
        User user = of(request, id);
        if (!list.change(user.getId(), change)) {
            throw new ProblemException(409, "This is the last active administrator. Make somebody else one first");
        }
        if (change.active().filter(on -> !on).isPresent()) {
            sessions.deleteAllOf(user.getId());
        }
        return users.byId(user.getId()).orElseThrow(UserAdministration::unknown);
    }

    /**
     * Ends all sessions of a user, also one that a login is just beginning.
     *
     * @return how many there were
     * @throws ProblemException 404 without such a user
     */
    long endSessions(HttpServletRequest request, String id) {
        User user = of(request, id);
        credentials.endAll(user.getId());
        long ended = sessions.deleteAllOf(user.getId());
        takeOwnCookieBack(request, user);
        return ended;
    }

    private static void takeOwnCookieBack(HttpServletRequest request, User user) {
        HttpSession own = request.getSession(false);
        if (own != null && Caller.of(request).userId().equals(user.getId())) {
            own.invalidate();
        }
    }

    private User of(HttpServletRequest request, String id) {
        User user = users.byId(id).orElseThrow(UserAdministration::unknown);
        Operations.subject(request, user.getId());
        return user;
    }

    private static ProblemException unknown() {
        return new ProblemException(404, "User not found");
    }
}
