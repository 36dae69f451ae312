package org.parley.oidc;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.security.LoginTarget;
import org.parley.security.ProviderLoginException;
import org.parley.security.ProviderLogout;
import org.parley.security.ProviderSession;
import org.parley.security.ProviderUsers;
import org.parley.session.ProviderSessions;

/** Ends logins on both sides: at the provider after a logout here, and here when the provider says so. */
@Component
class OidcLogout implements ProviderLogout {
    private static final Logger LOG = Logger.getLogger(OidcLogout.class.getName());

    private final SingleSignOn signOn;
    private final Provider provider;
    private final AttemptRepository spent;
    private final ProviderUsers users;
    private final ProviderSessions sessions;
    private final OwnAddress own;
    private final Clock clock;

    @Inject
    OidcLogout(
            SingleSignOn signOn,
            Provider provider,
            AttemptRepository spent,
            ProviderUsers users,
            ProviderSessions sessions,
            OwnAddress own,
            Clock clock) {
        this.signOn = signOn;
        this.provider = provider;
        this.spent = spent;
        this.users = users;
        this.sessions = sessions;
        this.own = own;
        this.clock = clock;
    }

    @Override
    public Optional<String> address(HttpServletRequest request, ProviderSession session) {
        if (!signOn.isOn() || !signOn.settings().issuer().equals(session.issuer())) {
            return Optional.empty();
        }
        try {
            return provider.metadata().endSession().map(address -> {
                Map<String, String> query = new LinkedHashMap<>();
                query.put("client_id", signOn.settings().clientId());
                query.put("post_logout_redirect_uri", own.of(request, LoginTarget.LOGIN));
                session.idToken().ifPresent(token -> query.put("id_token_hint", token));
                return OidcLogin.with(address, query);
            });
        } catch (ProviderLoginException away) {
            return Optional.empty(); // the logout here goes on
        }
    }

    /**
     * Ends the sessions that a logout token is about, on every node. A token that was obeyed already does nothing.
     *
     * @throws ProblemException 400 for a token that is not to be believed, 404 without a provider
     * @throws ProviderLoginException 502 if the provider's keys cannot be loaded; it tries again
     */
    void end(HttpServletRequest request, String token) {
        String issuer = signOn.settings().issuer();
        TokenChecks.Logout logout = verified(token);
        String id = issuer + " " + logout.id();
        if (spent.isObeyed(id)) {
            return;
        }
        Optional<String> user = logout.subject().flatMap(subject -> users.idOf(issuer, subject));
        List<String> ended = logout.sid()
                .map(sid -> sessions.endBySid(issuer, sid))
                .or(() -> user.map(known ->
                        sessions.endBySubject(known, issuer, logout.subject().orElseThrow())))
                .orElse(List.of());
        user.or(() -> ended.stream().findFirst()).ifPresent(known -> Operations.subject(request, known));
        spent.obeyed(id, clock.instant().plus(TokenChecks.OLDEST).plus(TokenChecks.SKEW.multipliedBy(2)));
    }

    private TokenChecks.Logout verified(String token) {
        try {
            return provider.checks().logoutToken(token);
        } catch (BadTokenException bad) {
            LOG.warning(() -> "A logout token is refused: " + bad.getMessage());
            throw new ProblemException(400, "The logout token is not valid: " + bad.getMessage());
        }
    }
}
