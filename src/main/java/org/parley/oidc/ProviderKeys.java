package org.parley.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.parley.security.ProviderLoginException;
import org.parley.security.ProviderLoginException.Reason;

/**
 * The provider's public keys. A token with a key that is not known makes them be loaded again, because providers change them;
 * at most every five seconds, because anybody can send such a token.
 */
final class ProviderKeys implements JWKSource<SecurityContext> {
    private static final Logger LOG = Logger.getLogger(ProviderKeys.class.getName());
    private static final Duration BETWEEN_LOADS = Duration.ofSeconds(5);

    private final Cached<JWKSet> keys;

    /** @param source loads the set as JSON, or throws {@link ProviderLoginException} */
    ProviderKeys(Clock clock, Supplier<String> source) {
        this.keys = new Cached<>(clock, () -> parsed(source.get()));
    }

    /** @throws ProviderLoginException if the provider does not answer and never did */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        List<JWK> found = selector.select(keys.get());
        return found.isEmpty() ? selector.select(keys.notOlderThan(BETWEEN_LOADS)) : found;
    }

    private static JWKSet parsed(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException e) {
            LOG.warning("The OpenID provider does not list its keys as a JSON Web Key Set");
            throw new ProviderLoginException(Reason.AWAY);
        }
    }
}
