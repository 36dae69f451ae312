package org.parley.oidc;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.security.LoginTarget;
import org.parley.security.ProviderIdentity;
import org.parley.security.ProviderLoginException;
import org.parley.security.ProviderLoginException.Reason;
import org.parley.security.ProviderSession;
import org.parley.security.ProviderSignIn;

/** The authorization-code flow with PKCE: sends the browser to the provider, and signs in who comes back. */
@Component
class OidcLogin {
    /** How long a login at the provider may take. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(OidcLogin.class.getName());
    private static final String SCOPES = "openid profile email";

    /** A longer token does not fit into an address, so the provider's logout goes without it. */
    private static final int LONGEST_HINT = 4_000;

    private final SingleSignOn signOn;
    private final Provider provider;
    private final AttemptRepository attempts;
    private final OwnAddress own;
    private final ProviderSignIn signIn;
    private final Clock clock;

    @Inject
    OidcLogin(
            SingleSignOn signOn,
            Provider provider,
            AttemptRepository attempts,
            OwnAddress own,
            ProviderSignIn signIn,
            Clock clock) {
        this.signOn = signOn;
        this.provider = provider;
        this.attempts = attempts;
        this.own = own;
        this.signIn = signIn;
        this.clock = clock;
    }

    /**
     * Where the browser goes, and the cookie that it takes along.
     *
     * @param address at the provider
     * @param cookie a {@code Set-Cookie} value
     */
    record Begun(String address, String cookie) {}

    /**
     * What the browser brings back from the provider (RFC 6749, section 4.1.2; RFC 9207); each may be null.
     *
     * @param error why there is no code
     * @param issuer who answers
     */
    record Returned(String state, String code, String error, String issuer) {}

    /**
     * Begins a login.
     *
     * @param to where the user wants to go; may be null, and is untrusted
     * @param again whether the user has to prove again who it is, although the provider knows it
     * @throws ProviderLoginException if the provider does not answer
     * @throws ProblemException 404 without a provider
     */
    Begun begin(HttpServletRequest request, String to, boolean again) {
        OidcSettings settings = signOn.settings();
        ProviderMetadata metadata = provider.metadata();
        boolean secure = own.isSecure(request);
        String place = RestPaths.called(request).replaceFirst("/[^/]*/?$", "");
        String browser = BrowserCookie.in(request, secure).orElseGet(Secrets::next);
        String state = Secrets.next();
        Attempt attempt = new Attempt(
                Secrets.next(),
                Secrets.next(),
                own.of(request, place + "/callback"),
                LoginTarget.of(to),
                clock.instant().plus(PATIENCE));
        attempts.insert(state, browser, attempt);

        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", attempt.redirectUri());
        query.put("scope", SCOPES);
        query.put("state", state);
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", Secrets.challenge(attempt.verifier()));
        query.put("code_challenge_method", "S256");
        if (again) {
            query.put("prompt", "login");
            query.put("max_age", "0"); // makes the provider say when the user proved it
        }
        return new Begun(
                with(metadata.authorization(), query),
                BrowserCookie.handingOut(browser, request.getContextPath() + place, secure));
    }

    /**
     * Finishes a login, as one audited operation.
     *
     * @return where to go, below the context path
     * @throws ProblemException 404 without a provider; otherwise as {@link ProviderSignIn#signIn} says
     */
    String finish(HttpServletRequest request, HttpServletResponse response, Returned returned) {
        OidcSettings settings = signOn.settings();
        Attempt[] taken = new Attempt[1];
        signIn.signIn(request, response, settings.registrationOpen(), () -> {
            taken[0] = attempt(request, returned);
            return proof(settings, taken[0], returned);
        });
        return taken[0].to();
    }

    private Attempt attempt(HttpServletRequest request, Returned returned) {
        return BrowserCookie.in(request, own.isSecure(request))
                .filter(browser -> returned.state() != null)
                .flatMap(browser -> attempts.take(returned.state(), browser, clock.instant()))
                .orElseThrow(() -> new ProviderLoginException(Reason.LATE));
    }

    private ProviderSignIn.Proof proof(OidcSettings settings, Attempt attempt, Returned returned) {
        ProviderMetadata metadata = provider.metadata();
        boolean otherIssuer = returned.issuer() == null
                ? metadata.namesItself()
                : !returned.issuer().equals(settings.issuer());
        if (otherIssuer || returned.error() != null || returned.code() == null) {
            throw new ProviderLoginException(Reason.REFUSED);
        }
        Provider.Tokens tokens = provider.exchange(returned.code(), attempt.verifier(), attempt.redirectUri());
        Claims claims = verified(tokens.idToken(), attempt.nonce());
        Claims all = claims.isEnough(settings.adminClaim()) ? claims : withUserInfo(claims, metadata, tokens);
        ProviderIdentity identity = all.identity(settings);
        return new ProviderSignIn.Proof(
                identity,
                new ProviderSession(
                        settings.issuer(),
                        identity.subject(),
                        claims.text("sid"),
                        claims.time("auth_time"),
                        Optional.of(tokens.idToken()).filter(token -> token.length() <= LONGEST_HINT)));
    }

    private Claims verified(String idToken, String nonce) {
        try {
            return new Claims(provider.checks().idToken(idToken, nonce));
        } catch (BadTokenException bad) {
            LOG.warning(() -> "An ID token of the OpenID provider is refused: " + bad.getMessage());
            throw new ProviderLoginException(Reason.REFUSED);
        }
    }

    /** Some providers keep the claims of the scopes out of the ID token (OpenID Connect Core 1.0, section 5.4). */
    private Claims withUserInfo(Claims claims, ProviderMetadata metadata, Provider.Tokens tokens) {
        if (metadata.userInfo().isEmpty() || tokens.accessToken().isEmpty()) {
            return claims;
        }
        Claims more = new Claims(provider.userInfo(
                metadata.userInfo().get(), tokens.accessToken().get()));
        if (!more.text("sub").equals(claims.text("sub"))) {
            LOG.warning("The OpenID provider tells of another user than the ID token");
            throw new ProviderLoginException(Reason.REFUSED);
        }
        return claims.and(more);
    }

    /** An address with further fields in its query. */
    static String with(URI address, Map<String, String> query) {
        String text = address.toString();
        return text + (address.getRawQuery() == null ? "?" : "&") + ProviderHttp.encoded(query);
    }
}
