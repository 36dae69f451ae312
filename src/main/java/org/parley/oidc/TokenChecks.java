package org.parley.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies the tokens that the provider signs: ID tokens (OpenID Connect Core 1.0, section 3.1.3.7) and logout tokens
 * (Back-Channel Logout 1.0, section 2.6). Only signatures by a private key count: neither {@code none} nor HMAC, for which
 * anybody could take the public key.
 */
final class TokenChecks {
    /** How far the provider's clock may be ahead or behind. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** How old a token may be when it arrives; it is made for the moment. */
    static final Duration OLDEST = Duration.ofMinutes(10);

    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();
    private static final JOSEObjectType LOGOUT = new JOSEObjectType("logout+jwt");
    private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final int LONGEST_ID = 255;

    private final String issuer;
    private final String clientId;
    private final JWKSource<SecurityContext> keys;
    private final Clock clock;

    TokenChecks(String issuer, String clientId, JWKSource<SecurityContext> keys, Clock clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A logout that the provider asks for.
     *
     * @param id the id of the token
     * @param subject whose sessions end
     * @param sid which session of the provider has ended; at least one of both is there
     */
    record Logout(String id, Optional<String> subject, Optional<String> sid) {}

    /**
     * Verifies an ID token.
     *
     * @param nonce what the login was begun with
     * @return its claims, among them {@code sub} as a text
     * @throws BadTokenException if it is not to be believed
     */
    Map<String, Object> idToken(String token, String nonce) throws BadTokenException {
        JWTClaimsSet claims = signed(token, JOSEObjectType.JWT, null);
        common(claims);
        Instant expiry = time(claims.getExpirationTime(), "exp");
        if (!clock.instant().isBefore(expiry.plus(SKEW))) {
            throw new BadTokenException("it has expired");
        }
        if (!nonce.equals(claims.getClaim("nonce"))) {
            throw new BadTokenException("its nonce is not that of the login");
        }
        if (text(claims, "sub").isEmpty()) {
            throw new BadTokenException("it has no usable sub");
        }
        return claims.getClaims();
    }

    /**
     * Verifies a logout token.
     *
     * @throws BadTokenException if it is not to be believed
     */
    Logout logoutToken(String token) throws BadTokenException {
        JWTClaimsSet claims = signed(token, LOGOUT, JOSEObjectType.JWT, null);
        common(claims);
        Date expiry = claims.getExpirationTime();
        if (expiry != null && !clock.instant().isBefore(expiry.toInstant().plus(SKEW))) {
            throw new BadTokenException("it has expired");
        }
        if (!(claims.getClaim("events") instanceof Map<?, ?> events) || !(events.get(LOGOUT_EVENT) instanceof Map)) {
            throw new BadTokenException("it is about no logout");
        }
        if (claims.getClaim("nonce") != null) {
            throw new BadTokenException("it has a nonce, as only an ID token has");
        }
        Logout logout = new Logout(
                text(claims, "jti").orElseThrow(() -> new BadTokenException("it has no usable jti")),
                text(claims, "sub"),
                text(claims, "sid"));
        if (logout.subject().isEmpty() && logout.sid().isEmpty()) {
            throw new BadTokenException("it names neither a user nor a session");
        }
        return logout;
    }

    private JWTClaimsSet signed(String token, JOSEObjectType... types) throws BadTokenException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(types));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // checked here, by our clock
        try {
            return processor.process(token, null);
        } catch (java.text.ParseException e) {
            throw new BadTokenException("it is no signed token");
        } catch (BadJOSEException | JOSEException e) {
            throw new BadTokenException("its signature, algorithm, key or type is not accepted");
        }
    }

    /** What both kinds have in common. */
    private void common(JWTClaimsSet claims) throws BadTokenException {
        if (!issuer.equals(claims.getIssuer())) {
            throw new BadTokenException("it is another issuer's");
        }
        List<String> audience = claims.getAudience();
        Object party = claims.getClaim("azp");
        if (!audience.contains(clientId)
                || audience.size() > 1 && party == null
                || party != null && !clientId.equals(party)) {
            throw new BadTokenException("it is for another client");
        }
        Instant issued = time(claims.getIssueTime(), "iat");
        Instant now = clock.instant();
        if (issued.isAfter(now.plus(SKEW)) || issued.isBefore(now.minus(OLDEST).minus(SKEW))) {
            throw new BadTokenException("it was not issued just now: do the clocks agree?");
        }
    }

    private static Instant time(Date claim, String name) throws BadTokenException {
        if (claim == null) {
            throw new BadTokenException("it has no " + name);
        }
        return claim.toInstant();
    }

    private static Optional<String> text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text && !text.isBlank() && text.length() <= LONGEST_ID
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> signatures = new HashSet<>(JWSAlgorithm.Family.RSA);
        signatures.addAll(JWSAlgorithm.Family.EC);
        signatures.remove(JWSAlgorithm.ES256K); // a curve that Java does not have
        return Set.copyOf(signatures);
    }
}
