package org.parley.security;

import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.crypto.spec.SecretKeySpec;
import org.parley.platform.Component;
import org.parley.session.MongoSession;

/** What every login does, however the user has proved who it is: asks the container, and begins a session. */
@Component
class ContainerLogin {
    /** The attribute in which Mojarra keeps the key of the view state; a new key binds the state to the new session. */
    private static final String FACES_KEY = "com.sun.faces.SK";

    private static final Logger LOG = Logger.getLogger(ContainerLogin.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecurityContext security;

    @Inject
    ContainerLogin(SecurityContext security) {
        this.security = security;
    }

    /**
     * The caller that a credential identifies; empty if it is not valid. A success reported by the container is not enough:
     * the mechanism must have checked this credential.
     *
     * @throws RuntimeException the one thrown while the credential was checked
     */
    Optional<Caller> authenticate(HttpServletRequest request, HttpServletResponse response, Credential credential) {
        if (request.getUserPrincipal() != null) {
            logout(request); // otherwise WildFly accepts a signed-in user without checking the password
        }
        AuthenticationStatus status = security.authenticate(
                request,
                response,
                AuthenticationParameters.withParams().credential(credential).newAuthentication(true));
        SessionAuthenticationMechanism.failure(request).ifPresent(failure -> {
            throw failure;
        });
        return SessionAuthenticationMechanism.verified(request)
                .filter(caller -> status == AuthenticationStatus.SUCCESS);
    }

    /** Ends the session of the request and begins one of the caller, with a new id. */
    HttpSession renewSession(HttpServletRequest request, Caller caller) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        HttpSession session = request.getSession(true);
        session.setAttribute(MongoSession.USER_ID, caller.userId());
        long generation = SessionAuthenticationMechanism.generation(request);
        if (generation > 0) {
            session.setAttribute(MongoSession.GENERATION, generation);
        }
        session.setAttribute(FACES_KEY, new SecretKeySpec(key, "AES"));
        return session;
    }

    /** Forgets the caller for the rest of the request. */
    void forget(HttpServletRequest request) {
        if (request.getUserPrincipal() != null) {
            logout(request);
        }
        Caller.remove(request);
    }

    private static void logout(HttpServletRequest request) {
        try {
            request.logout();
        } catch (ServletException | RuntimeException e) {
            // Payara's own single sign-on can fail here; only the rest of this request is affected.
            LOG.log(Level.FINE, "The container did not forget the caller", e);
        }
    }
}
