package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.parley.platform.Operations;
import org.parley.platform.Origins;
import org.parley.session.MongoSessions;
import org.parley.session.RequestSessions;
import org.parley.session.Unavailable;
import org.parley.store.StoreFailures;

/**
 * Recognises who sends a request by the session in MongoDB, before any filter runs, and turns away who may not go on.
 *
 * <p>The session and then its user are read for every request: a session that ended anywhere, and a user who was
 * switched off, are out with the next request. It never asks the container for a session.
 */
@ApplicationScoped
public class SessionAuthenticationMechanism implements HttpAuthenticationMechanism {
    private static final String FAILURE = SessionAuthenticationMechanism.class.getName() + ".failure";
    private static final String VERIFIED = SessionAuthenticationMechanism.class.getName() + ".verified";

    @Inject
    private MongoSessions sessions;

    @Inject
    private UserRepository users;

    @Inject
    private IdentityStoreHandler identities;

    @Inject
    private Refusals refusals;

    @Inject
    private Unavailable unavailable;

    @Inject
    private Origins origins;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        Credential credential = context.getAuthParameters().getCredential();
        if (credential != null) {
            return signIn(request, context, credential);
        }
        Access access = Access.of(request);
        if (access == Access.STATIC || origins.isPreflight(request)) {
            return context.doNothing();
        }
        try {
            Optional<Caller> caller =
                    RequestSessions.of(request, sessions).userId().flatMap(users::activeCaller);
            if (caller.isPresent()) {
                return recognised(request, context, caller.get());
            }
            if (access == Access.OPEN) {
                return context.doNothing();
            }
            return refusals.notSignedIn(request, response, access);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        } catch (RuntimeException e) {
            return away(request, response, e);
        }
    }

    /** Forgets the caller for the rest of the request. The session is ended by {@link SignIn#signOut} alone. */
    @Override
    public void cleanSubject(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        context.cleanClientSubject();
    }

    /** What went wrong when a credential was checked; the container would only say that something did. */
    static Optional<RuntimeException> failure(HttpServletRequest request) {
        return Optional.ofNullable((RuntimeException) request.getAttribute(FAILURE));
    }

    /** Who this request's credential turned out to be; empty unless it was looked at and is right. */
    static Optional<Caller> verified(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(VERIFIED));
    }

    private AuthenticationStatus signIn(HttpServletRequest request, HttpMessageContext context, Credential credential) {
        try {
            CredentialValidationResult result = identities.validate(credential);
            if (result.getStatus() != CredentialValidationResult.Status.VALID) {
                return AuthenticationStatus.SEND_FAILURE;
            }
            String role = result.getCallerGroups().contains(Caller.ADMIN) ? Caller.ADMIN : Caller.USER;
            request.setAttribute(
                    VERIFIED,
                    new Caller(
                            result.getCallerUniqueId(),
                            result.getCallerPrincipal().getName(),
                            role));
            return context.notifyContainerAboutLogin(result);
        } catch (RuntimeException e) {
            request.setAttribute(FAILURE, e);
            return AuthenticationStatus.SEND_FAILURE;
        }
    }

    private static AuthenticationStatus recognised(
            HttpServletRequest request, HttpMessageContext context, Caller caller) {
        caller.put(request);
        Operations.actor(request, caller.userId(), caller.username());
        return context.notifyContainerAboutLogin(caller.username(), caller.groups());
    }

    private AuthenticationStatus away(HttpServletRequest request, HttpServletResponse response, RuntimeException e)
            throws AuthenticationException {
        if (!StoreFailures.isAway(e)) {
            throw e;
        }
        try {
            unavailable.answer(request, response);
            return AuthenticationStatus.SEND_CONTINUE;
        } catch (IOException gone) {
            throw new AuthenticationException(gone);
        }
    }
}
