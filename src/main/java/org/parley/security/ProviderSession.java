package org.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * How a session began at the OpenID provider; kept in the session, so that both can end together.
 *
 * @param issuer the provider
 * @param subject the provider's id of the user
 * @param sid the provider's id of its own session
 * @param authenticatedAt when the user proved to the provider who it is, which may be long before the login here
 * @param idToken the ID token, which the provider's logout wants to see again; empty if it is too long for an address
 */
public record ProviderSession(
        String issuer,
        String subject,
        Optional<String> sid,
        Optional<Instant> authenticatedAt,
        Optional<String> idToken) {
    /** How long a login at the provider stands for the password that a user does not have. */
    static final Duration FRESH = Duration.ofMinutes(5);

    private static final String ISSUER = "oidc_issuer";
    private static final String SUBJECT = "oidc_sub";
    private static final String SID = "oidc_sid";
    private static final String AUTHENTICATED_AT = "oidc_auth_time";
    private static final String ID_TOKEN = "oidc_id_token";

    /** Empty if the session began with a password. */
    static Optional<ProviderSession> of(HttpSession session) {
        Optional<String> issuer = text(session, ISSUER);
        Optional<String> subject = text(session, SUBJECT);
        if (issuer.isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> authenticatedAt = session.getAttribute(AUTHENTICATED_AT) instanceof Date at
                ? Optional.of(at.toInstant())
                : Optional.empty();
        return Optional.of(new ProviderSession(
                issuer.get(), subject.get(), text(session, SID), authenticatedAt, text(session, ID_TOKEN)));
    }

    private static Optional<String> text(HttpSession session, String name) {
        return session.getAttribute(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whether the session of a request began with a login at the provider that is not older than 5 minutes. */
    static boolean isFresh(HttpServletRequest request, Instant now) {
        return Optional.ofNullable(request.getSession(false))
                .flatMap(ProviderSession::of)
                .flatMap(ProviderSession::authenticatedAt)
                .filter(at -> at.plus(FRESH).isAfter(now))
                .isPresent();
    }

    void keepIn(HttpSession session) {
        session.setAttribute(ISSUER, issuer);
        session.setAttribute(SUBJECT, subject);
        idToken.ifPresent(token -> session.setAttribute(ID_TOKEN, token));
        sid.ifPresent(id -> session.setAttribute(SID, id));
        authenticatedAt.ifPresent(at -> session.setAttribute(AUTHENTICATED_AT, Date.from(at)));
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "ProviderSession[" + issuer + "]";
    }
}
