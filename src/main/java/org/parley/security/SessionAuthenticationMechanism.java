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
 * Identifies the sender of a request by its API token or the session in MongoDB, before any filter runs, and refuses
 * requests that need a login and have none.
 *
 * <p>The token or the session and then its user are read for every request: a session that ended on any node and a deactivated user
 * are refused from the next request on. It never asks the container for a session.
 *
 * <p>Application-scoped, not a {@link org.parley.platform.Component}: the container calls it through CDI and expects a
 * normal scope (Jakarta Security 3.0, section 2.3).
 */
@ApplicationScoped
public class SessionAuthenticationMechanism implements HttpAuthenticationMechanism {
    private static final String FAILURE = SessionAuthenticationMechanism.class.getName() + ".failure";
    private static final String CODE = SessionAuthenticationMechanism.class.getName() + ".code";
    private static final String VERIFIED = SessionAuthenticationMechanism.class.getName() + ".verified";
    private static final String GENERATION = SessionAuthenticationMechanism.class.getName() + ".generation";

    @Inject
    private MongoSessions sessions;

    @Inject
    private CredentialRepository credentials;

    @Inject
    private IdentityStoreHandler identities;

    @Inject
    private SecondFactor secondFactor;

    @Inject
    private TokenAuthentication tokens;

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
            Optional<String> token = tokens.presentedBy(request);
            if (token.isPresent()) {
                return tokens.validate(request, response, context, token.get());
            }
            Optional<Caller> caller =
                    RequestSessions.of(request, sessions).signedIn().flatMap(credentials::caller);
            if (caller.isPresent()) {
                return recognised(request, response, context, access, caller.get());
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

    /** Clears the caller for the rest of the request. Only {@link SignIn#signOut} ends the session. */
    @Override
    public void cleanSubject(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        context.cleanClientSubject();
    }

    /** Sets the code that the user has entered, for the check of a credential in this request. */
    static void enteredCode(HttpServletRequest request, Optional<String> code) {
        request.setAttribute(CODE, code.orElse(null));
    }

    /** The exception thrown while a credential was checked; the container only reports that there was one. */
    static Optional<RuntimeException> failure(HttpServletRequest request) {
        return Optional.ofNullable((RuntimeException) request.getAttribute(FAILURE));
    }

    /** The caller that this request's credential identifies; empty unless the credential was checked and is valid. */
    static Optional<Caller> verified(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(VERIFIED));
    }

    /** The generation of sessions that the credential of this request was checked for. */
    static long generation(HttpServletRequest request) {
        return request.getAttribute(GENERATION) instanceof Long generation ? generation : 0;
    }

    private AuthenticationStatus signIn(HttpServletRequest request, HttpMessageContext context, Credential credential) {
        try {
            CredentialValidationResult result = identities.validate(credential);
            if (result.getStatus() != CredentialValidationResult.Status.VALID) {
                return AuthenticationStatus.SEND_FAILURE;
            }
            request.setAttribute(GENERATION, Long.valueOf(result.getCallerDn()));
            if (!(credential instanceof ProviderCredential)) { // a second factor is the provider's concern
                requireCode(request, result.getCallerUniqueId());
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

    /**
     * Checks the code before the container learns of the caller.
     *
     * @throws CodeRequiredException if it is missing or wrong
     */
    private void requireCode(HttpServletRequest request, String userId) {
        Optional<String> code = Optional.ofNullable((String) request.getAttribute(CODE));
        SecondFactor.Result result = secondFactor.check(userId, code);
        if (result == SecondFactor.Result.MISSING || result == SecondFactor.Result.WRONG) {
            throw new CodeRequiredException(userId, result == SecondFactor.Result.WRONG);
        }
    }

    private AuthenticationStatus recognised(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context,
            Access access,
            Caller caller)
            throws IOException {
        Operations.actor(request, caller.userId(), caller.username());
        if (caller.passwordChangeRequired() && !Access.isOpenBeforePasswordChange(request)) {
            return refusals.passwordFirst(request, response, access);
        }
        if (Access.isAdministration(request) && !Caller.ADMIN.equals(caller.role())) {
            return refusals.forbidden(request, response, Caller.ADMINISTRATORS_ONLY);
        }
        caller.put(request);
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
