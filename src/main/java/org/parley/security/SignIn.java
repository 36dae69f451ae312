package org.parley.security;

import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Optional;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.session.MongoSessions;
import org.parley.session.RequestSessions;

/**
 * Login and logout, for the login page and for {@code /auth/login} and {@code /auth/logout}. Each call is one audited
 * operation, successful or not.
 */
@Component
public class SignIn {
    private final ContainerLogin container;
    private final ProviderLogout provider;
    private final LoginThrottle throttle;
    private final HashingSlots slots;
    private final UserRepository users;
    private final MongoSessions sessions;
    private final Operations operations;
    private final Clock clock;

    @Inject
    SignIn(
            ContainerLogin container,
            ProviderLogout provider,
            LoginThrottle throttle,
            HashingSlots slots,
            UserRepository users,
            MongoSessions sessions,
            Operations operations,
            Clock clock) {
        this.container = container;
        this.provider = provider;
        this.throttle = throttle;
        this.slots = slots;
        this.users = users;
        this.sessions = sessions;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * Signs a user in who used the login page; otherwise as {@link #signIn}. A password that an earlier version of the
     * registration page misread is accepted too, and stored as it was typed.
     *
     * @throws CodeRequiredException 401 if a code is needed; {@link #finishByForm} takes it within five minutes
     */
    public Caller signInByForm(
            HttpServletRequest request, HttpServletResponse response, String username, String password) {
        try {
            return signIn(request, response, username, new FormCredential(username, password), Optional.empty());
        } catch (CodeRequiredException required) {
            awaitCode(request, required, username, password);
            throw required;
        }
    }

    /**
     * Finishes a login of the login page with the code that {@link #signInByForm} has asked for.
     *
     * @param code a code of the authenticator app, or a recovery code
     * @throws CodeRequiredException 401 if the code is wrong; another one can be tried
     * @throws ProblemException 401 if the login has to begin again, because more than five minutes have passed or the
     *     password has changed; 429 as {@link #signIn}
     */
    public Caller finishByForm(HttpServletRequest request, HttpServletResponse response, String code) {
        PendingLogin login = PendingLogin.of(request, clock.instant())
                .orElseThrow(() -> new ProblemException(401, "The login took too long. Log in again"));
        return signIn(request, response, login.username(), login, Optional.of(code));
    }

    /**
     * Signs a user in. The current session ends and a new one with a new id begins. A refused login changes nothing.
     *
     * @param code of the authenticator app, or a recovery code; empty if the user has entered none
     * @return the signed-in caller
     * @throws CodeRequiredException 401 if the password is right and the code is missing or wrong. A wrong one counts as a
     *     failed login, and a right password without a code resets nothing
     * @throws ProblemException 401 for a wrong name, a wrong password or a deactivated user, all alike; 429 with {@code
     *     Retry-After} after too many failures; 503 if too many users sign in at once
     * @throws com.mongodb.MongoException if the database does not answer
     */
    Caller signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            String username,
            String password,
            Optional<String> code) {
        return signIn(request, response, username, new UsernamePasswordCredential(username, password), code);
    }

    private Caller signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            String username,
            Credential credential,
            Optional<String> code) {
        long started = System.nanoTime();
        Operations.actor(request, null, NewUser.isUsername(username) ? username : null);
        try {
            // Outside a slot, so that no login queues for one while the database is unavailable.
            throttle.refuseGuesses(username, request);
            SessionAuthenticationMechanism.enteredCode(request, code);
            Caller caller = slots.with(() -> checked(request, response, username, credential));
            throttle.succeeded(username);
            container.renewSession(request, caller);
            users.signedIn(caller.userId());
            Operations.actor(request, caller.userId(), caller.username());
            Operations.subject(request, caller.userId());
            operations.completed(request, "auth.login", HttpServletResponse.SC_OK);
            return caller;
        } catch (ProblemException refused) {
            if (refused.status() == HttpServletResponse.SC_UNAUTHORIZED && !isOnlyWithoutCode(refused)) {
                FailurePause.since(started);
            }
            operations.completed(request, "auth.login", refused.status());
            throw refused;
        }
    }

    /**
     * Ends the session on every node and deletes the cookie; without a session, only deletes the cookie.
     *
     * @return where the browser ends the login at the OpenID provider; empty unless the session began with one there
     * @throws com.mongodb.MongoException if the database does not answer; the session then continues
     */
    public Optional<String> signOut(HttpServletRequest request, HttpServletResponse response) {
        Caller.find(request).ifPresent(caller -> Operations.subject(request, caller.userId()));
        HttpSession session = request.getSession(false);
        Optional<String> redirect = Optional.ofNullable(session)
                .flatMap(ProviderSession::of)
                .flatMap(began -> provider.address(request, began));
        if (session != null) {
            session.invalidate();
        }
        container.forget(request);
        RequestSessions.of(request, sessions).takeCookieBack(response);
        operations.completed(request, "auth.logout", HttpServletResponse.SC_OK);
        return redirect;
    }

    /** Whether nothing was guessed, so that the answer may come at once. */
    private static boolean isOnlyWithoutCode(ProblemException refused) {
        return refused instanceof CodeRequiredException required && !required.isWrong();
    }

    /**
     * Keeps a login whose password was right. The password is checked again with the user as stored now, so that one that
     * is being changed at this moment is not kept.
     */
    private void awaitCode(
            HttpServletRequest request, CodeRequiredException required, String username, String password) {
        users.byId(required.userId())
                .filter(user -> slots.with(() -> MongoIdentityStore.isRight(password, user)))
                .ifPresent(user -> PendingLogin.begin(request, user, username, clock.instant()));
    }

    private Caller checked(
            HttpServletRequest request, HttpServletResponse response, String username, Credential credential) {
        // Again: concurrent guesses all pass the first check before one of them fails.
        throttle.refuseGuesses(username, request);
        Optional<Caller> caller;
        try {
            caller = container.authenticate(request, response, credential);
        } catch (CodeRequiredException required) {
            if (required.isWrong()) {
                throttle.failed(username, request);
            }
            throw required;
        }
        if (caller.isEmpty()) {
            throttle.failed(username, request);
            throw new ProblemException(HttpServletResponse.SC_UNAUTHORIZED, "Invalid username or password");
        }
        caller.get().put(request);
        return caller.get();
    }
}
