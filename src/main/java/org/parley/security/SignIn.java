package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.crypto.spec.SecretKeySpec;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.session.MongoSession;
import org.parley.session.MongoSessions;
import org.parley.session.RequestSessions;

/**
 * Login and logout, for the login page and for {@code /auth/login} and {@code /auth/logout} alike. Each call becomes
 * one audited operation, whatever became of it.
 */
@ApplicationScoped
public class SignIn {
    /** The attribute in which Mojarra keeps the key of the view state; a new one binds the state to the new session. */
    private static final String FACES_KEY = "com.sun.faces.SK";

    /** A failed login is answered at a multiple of this, so that bcrypt, Argon2 and an unknown name look the same. */
    private static final Duration FAILURE_STEP = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(SignIn.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecurityContext security;
    private final LoginThrottle throttle;
    private final HashingSlots slots;
    private final UserRepository users;
    private final MongoSessions sessions;
    private final Operations operations;

    /** For the client proxy. */
    protected SignIn() {
        this(null, null, null, null, null, null);
    }

    @Inject
    SignIn(
            SecurityContext security,
            LoginThrottle throttle,
            HashingSlots slots,
            UserRepository users,
            MongoSessions sessions,
            Operations operations) {
        this.security = security;
        this.throttle = throttle;
        this.slots = slots;
        this.users = users;
        this.sessions = sessions;
        this.operations = operations;
    }

    /**
     * Signs a user in. The session there was ends; the new one has a new id. A refusal leaves it as it is.
     *
     * @return who is signed in now
     * @throws ProblemException 401 for a wrong name, a wrong password or a user who is switched off, all alike; 429
     *     with {@code Retry-After} after too many failures; 503 when too many sign in at once
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public Caller signIn(HttpServletRequest request, HttpServletResponse response, String username, String password) {
        long started = System.nanoTime();
        Operations.actor(request, null, NewUser.isUsername(username) ? username : null);
        try {
            refuseGuesses(username); // without a slot: while the database is away nobody is to queue for one
            Caller caller = slots.with(() -> checked(request, response, username, password));
            throttle.succeeded(username);
            renewSession(request, caller);
            users.signedIn(caller.userId());
            Operations.actor(request, caller.userId(), caller.username());
            Operations.subject(request, caller.userId());
            operations.completed(request, "auth.login", HttpServletResponse.SC_OK);
            return caller;
        } catch (ProblemException refused) {
            if (refused.status() == HttpServletResponse.SC_UNAUTHORIZED) {
                pauseSince(started);
            }
            operations.completed(request, "auth.login", refused.status());
            throw refused;
        }
    }

    /**
     * Ends the session, on every node, and takes the cookie back. Does the latter without a session as well.
     *
     * @throws com.mongodb.MongoException if the database does not answer; the session then lives on
     */
    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        Caller.find(request).ifPresent(caller -> Operations.subject(request, caller.userId()));
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        forget(request);
        RequestSessions.of(request, sessions).takeCookieBack(response);
        operations.completed(request, "auth.logout", HttpServletResponse.SC_OK);
    }

    private void refuseGuesses(String username) {
        Duration wait = throttle.waitFor(username);
        if (!wait.isZero()) {
            throw new ProblemException(
                    429,
                    "Too many failed logins. Wait " + wait.toSeconds() + " s and try again",
                    List.of(),
                    Map.of("Retry-After", Long.toString(wait.toSeconds())));
        }
    }

    private Caller checked(HttpServletRequest request, HttpServletResponse response, String username, String password) {
        refuseGuesses(username); // again: of many guesses at once all have passed before the first one failed
        Optional<Caller> caller = authenticate(request, response, username, password);
        if (caller.isEmpty()) {
            throttle.failed(username);
            throw new ProblemException(HttpServletResponse.SC_UNAUTHORIZED, "Invalid username or password");
        }
        caller.get().put(request);
        return caller.get();
    }

    /** A container's yes alone does not count: the mechanism must have looked at this very password. */
    private Optional<Caller> authenticate(
            HttpServletRequest request, HttpServletResponse response, String username, String password) {
        if (request.getUserPrincipal() != null) {
            logout(request); // else WildFly says yes to whoever is signed in, without a look at the password
        }
        AuthenticationStatus status = security.authenticate(
                request,
                response,
                AuthenticationParameters.withParams()
                        .credential(new UsernamePasswordCredential(username, password))
                        .newAuthentication(true));
        SessionAuthenticationMechanism.failure(request).ifPresent(failure -> {
            throw failure;
        });
        return SessionAuthenticationMechanism.verified(request)
                .filter(caller -> status == AuthenticationStatus.SUCCESS);
    }

    private static void renewSession(HttpServletRequest request, Caller caller) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        HttpSession session = request.getSession(true);
        session.setAttribute(MongoSession.USER_ID, caller.userId());
        session.setAttribute(FACES_KEY, new SecretKeySpec(key, "AES"));
    }

    private static void forget(HttpServletRequest request) {
        if (request.getUserPrincipal() != null) {
            logout(request);
        }
        Caller.remove(request);
    }

    private static void logout(HttpServletRequest request) {
        try {
            request.logout();
        } catch (ServletException | RuntimeException e) {
            // Payara's own single sign-on can fail here; it concerns the rest of this request only.
            LOG.log(Level.FINE, "The container did not forget the caller", e);
        }
    }

    private static void pauseSince(long started) {
        long step = FAILURE_STEP.toNanos();
        try {
            TimeUnit.NANOSECONDS.sleep(step - (System.nanoTime() - started) % step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
