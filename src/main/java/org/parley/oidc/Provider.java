package org.parley.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.security.ProviderLoginException;
import org.parley.security.ProviderLoginException.Reason;

/** The OpenID provider: what it says of itself, its keys, and its answers. Nothing is asked of it before the first login. */
@Component
class Provider {
    private static final Logger LOG = Logger.getLogger(Provider.class.getName());
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final SingleSignOn signOn;
    private final Clock clock;
    private volatile Connection connection;

    @Inject
    Provider(SingleSignOn signOn, Clock clock) {
        this.signOn = signOn;
        this.clock = clock;
    }

    /** What is kept of the provider while the application runs. */
    private record Connection(ProviderHttp http, Cached<ProviderMetadata> metadata, TokenChecks checks) {}

    /**
     * The tokens of a login.
     *
     * @param idToken not verified yet
     * @param accessToken for {@link #userInfo}; empty if there is none
     */
    record Tokens(String idToken, Optional<String> accessToken) {
        /** Leaves out the tokens. */
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    /**
     * What the provider says of itself.
     *
     * @throws ProviderLoginException if it does not answer and never did
     */
    ProviderMetadata metadata() {
        return connection().metadata().get();
    }

    /** The checks of its tokens. */
    TokenChecks checks() {
        return connection().checks();
    }

    /**
     * Exchanges a code for tokens.
     *
     * @param verifier what the login's challenge was made of (RFC 7636)
     * @param redirectUri the address that the browser brought the code to
     * @throws ProviderLoginException if the provider refuses, or does not answer
     */
    Tokens exchange(String code, String verifier, String redirectUri) {
        OidcSettings settings = signOn.settings();
        ProviderMetadata metadata = metadata();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", verifier);
        Optional<String> header = Optional.empty();
        if (settings.clientSecret().isPresent() && !metadata.secretInBody()) {
            header = Optional.of(
                    basic(settings.clientId(), settings.clientSecret().get()));
        } else {
            form.put("client_id", settings.clientId());
            settings.clientSecret().ifPresent(secret -> form.put("client_secret", secret));
        }
        String[] headers =
                header.map(value -> new String[] {"Authorization", value}).orElseGet(() -> new String[0]);
        ProviderHttp.Reply reply = connection().http().post(metadata.token(), form, headers);
        Map<String, Object> answer = json(reply.body());
        if (reply.status() != 200 || !(answer.get("id_token") instanceof String idToken)) {
            LOG.warning(() -> "The OpenID provider gives no token for a code: " + reply.status() + " "
                    + error(answer.get("error")));
            throw new ProviderLoginException(Reason.REFUSED);
        }
        return new Tokens(
                idToken, answer.get("access_token") instanceof String access ? Optional.of(access) : Optional.empty());
    }

    /**
     * More claims of the user to whom an access token belongs; the caller compares {@code sub}.
     *
     * @throws ProviderLoginException if the provider does not answer
     */
    Map<String, Object> userInfo(URI address, String accessToken) {
        return json(connection().http().get(address, "Authorization", "Bearer " + accessToken));
    }

    private synchronized Connection connection() {
        if (connection == null) {
            OidcSettings settings = signOn.settings();
            ProviderHttp http = new ProviderHttp();
            URI discovery = URI.create(settings.issuer().replaceFirst("/$", "") + DISCOVERY);
            Cached<ProviderMetadata> metadata =
                    new Cached<>(clock, () -> ProviderMetadata.read(http.get(discovery), settings.issuer()));
            ProviderKeys keys =
                    new ProviderKeys(clock, () -> http.get(metadata.get().keys()));
            connection = new Connection(
                    http, metadata, new TokenChecks(settings.issuer(), settings.clientId(), keys, clock));
        }
        return connection;
    }

    /** Both are encoded as in a form before they are joined (RFC 6749, section 2.3.1). */
    private static String basic(String id, String secret) {
        String pair = ProviderHttp.encoded(id) + ":" + ProviderHttp.encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> json(String body) {
        try {
            return JSONObjectUtils.parse(body);
        } catch (ParseException e) {
            LOG.warning("The OpenID provider answers with something that is not JSON");
            throw new ProviderLoginException(Reason.AWAY);
        }
    }

    /** A code of RFC 6749; nothing else that a provider sends gets into the log. */
    private static String error(Object code) {
        return code instanceof String text && text.matches("[a-z_]{1,40}") ? text : "";
    }
}
