package org.parley.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.security.ProviderLoginException;
import org.parley.testing.SettableClock;

/** Each way in which a token of the provider can be wrong is refused. */
class TokenChecksTest {
    private static final String ISSUER = "https://login.example.org/realm";
    private static final String CLIENT = "parley";
    private static final String NONCE = "nonce-of-the-login";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final RSAKey RSA = rsa("one");
    private static final RSAKey OTHER = rsa("two");
    private static final ECKey EC = ec();

    private final SettableClock clock = new SettableClock(NOW);
    private List<com.nimbusds.jose.jwk.JWK> published = List.of(RSA.toPublicJWK(), EC.toPublicJWK());
    private int loads;
    private boolean away;
    private final ProviderKeys keys = new ProviderKeys(clock, () -> {
        loads++;
        if (away) {
            throw new ProviderLoginException(ProviderLoginException.Reason.AWAY);
        }
        return new JWKSet(published).toString();
    });
    private final TokenChecks checks = new TokenChecks(ISSUER, CLIENT, keys, clock);

    @Test
    void acceptsAnIdTokenSignedWithAKeyOfTheProvider() throws Exception {
        assertThat(checks.idToken(signed(id().build()), NONCE)).containsEntry("sub", "ada");
        SignedJWT elliptic = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(EC.getKeyID()).build(), id().build());
        elliptic.sign(new ECDSASigner(EC));
        assertThat(checks.idToken(elliptic.serialize(), NONCE)).containsEntry("sub", "ada");
        assertThat(checks.idToken(
                        signed(id().audience(List.of(CLIENT, "other"))
                                .claim("azp", CLIENT)
                                .build()),
                        NONCE))
                .containsEntry("sub", "ada");
    }

    @Test
    void refusesATokenWithoutASignature() {
        refused(new PlainJWT(id().build()).serialize());
        String[] parts = signed(id().build()).split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes());
        refused(none + "." + parts[1] + ".");
        refused(none + "." + parts[1] + "." + parts[2]);
        refused("");
        refused("a.b.c");
    }

    @Test
    void refusesAnHmacWithThePublicKeyAsItsSecret() throws Exception {
        for (byte[] secret : List.of(
                RSA.toRSAPublicKey().getEncoded(),
                RSA.toPublicJWK().toJSONString().getBytes(),
                ("-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(RSA.toRSAPublicKey().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n")
                        .getBytes())) {
            refused(signed(id().build(), JWSAlgorithm.HS256, RSA.getKeyID(), "JWT", new MACSigner(secret)));
        }
    }

    @Test
    void refusesABadSignatureAndAChangedToken() throws Exception {
        String good = signed(id().build());
        String[] parts = good.split("\\.");
        String changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(id().subject("eve").build().toString().getBytes());
        refused(parts[0] + "." + changed + "." + parts[2]);
        refused(good.substring(0, good.length() - 8) + "AAAAAAAA");
        refused(signed(
                id().build(),
                JWSAlgorithm.RS256,
                RSA.getKeyID(),
                "JWT",
                new RSASSASigner(OTHER))); // another key under a known name
    }

    @Test
    void looksForAnUnknownKeyOnceAndNotAgainAtOnce() throws Exception {
        checks.idToken(signed(id().build()), NONCE);
        String rotated = signed(id().build(), JWSAlgorithm.RS256, "two", "JWT", new RSASSASigner(OTHER));

        refused(rotated);
        assertThat(loads).as("just loaded").isEqualTo(1);
        clock.advance(Duration.ofSeconds(6));
        refused(rotated);
        refused(rotated);
        assertThat(loads).isEqualTo(2);

        published = List.of(OTHER.toPublicJWK());
        clock.advance(Duration.ofSeconds(6));
        assertThat(checks.idToken(rotated, NONCE)).containsEntry("sub", "ada");
        assertThat(loads).isEqualTo(3);
        refused(signed(id().build())); // the old key is not published any more
    }

    @Test
    void knownKeysGoOnWhileTheProviderIsAway() throws Exception {
        checks.idToken(signed(id().build()), NONCE);
        away = true;
        clock.advance(Duration.ofMinutes(61));

        JWTClaimsSet.Builder now = id().issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(60)));
        assertThat(checks.idToken(signed(now.build()), NONCE)).containsEntry("sub", "ada");
        assertThat(checks.idToken(signed(now.build()), NONCE)).containsEntry("sub", "ada");
        assertThat(loads).as("one more try, then a pause").isEqualTo(2);
    }

    @Test
    void aProviderThatIsAwayIsNoBadToken() {
        away = true;
        assertThatExceptionOfType(ProviderLoginException.class)
                .isThrownBy(() -> checks.idToken(signed(id().build()), NONCE));
    }

    @Test
    void refusesAnotherIssuerAudienceOrParty() {
        refused(signed(id().issuer(ISSUER + "/").build()));
        refused(signed(id().issuer(null).build()));
        refused(signed(id().audience("other").build()));
        refused(signed(id().audience((String) null).build()));
        refused(signed(id().audience(List.of(CLIENT, "other")).build()));
        refused(signed(id().claim("azp", "other").build()));
        refused(signed(
                id().audience(List.of(CLIENT, "other")).claim("azp", "other").build()));
        refused(signed(id().claim("azp", 7).build()));
    }

    @Test
    void refusesAnotherNonceOrNoSubject() {
        refused(signed(id().claim("nonce", "another").build()));
        refused(signed(id().claim("nonce", null).build()));
        refused(signed(id().claim("nonce", List.of(NONCE)).build()));
        refused(signed(id().subject(null).build()));
        refused(signed(id().subject(" ").build()));
        refused(signed(id().claim("sub", List.of("ada")).build()));
        refused(signed(id().subject("x".repeat(256)).build()));
    }

    @Test
    void timesMayDifferByAMinute() throws Exception {
        checks.idToken(signed(expiring(-59).build()), NONCE);
        checks.idToken(signed(issued(59).build()), NONCE);
        checks.idToken(signed(issued(-659).build()), NONCE);
        refused(signed(expiring(-60).build()));
        refused(signed(issued(61).build()));
        refused(signed(issued(-661).build()));
        refused(signed(id().expirationTime(null).build()));
        refused(signed(id().issueTime(null).build()));
    }

    @Test
    void refusesATokenOfAnotherKind() throws Exception {
        refused(signed(id().build(), JWSAlgorithm.RS256, RSA.getKeyID(), "logout+jwt", new RSASSASigner(RSA)));
        refused(signed(id().build(), JWSAlgorithm.RS256, RSA.getKeyID(), "at+jwt", new RSASSASigner(RSA)));
        refused(signed(logout().build())); // no nonce
        refusedLogout(signed(id().build())); // no event
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "JWT", ""})
    void acceptsALogoutToken(String type) throws Exception {
        String token = signed(logout().build(), JWSAlgorithm.RS256, RSA.getKeyID(), type, new RSASSASigner(RSA));

        assertThat(checks.logoutToken(token)).satisfies(logout -> {
            assertThat(logout.id()).isEqualTo("token-1");
            assertThat(logout.subject()).contains("ada");
            assertThat(logout.sid()).contains("sid-1");
        });
        assertThat(checks.logoutToken(signed(logout().subject(null).build())).subject())
                .isEmpty();
        assertThat(checks.logoutToken(signed(logout().claim("sid", null).build()))
                        .sid())
                .isEmpty();
        assertThat(checks.logoutToken(signed(logout().expirationTime(null).build()))
                        .sid())
                .isPresent();
    }

    @Test
    void refusesALogoutTokenThatIsNone() throws Exception {
        refusedLogout(new PlainJWT(logout().build()).serialize());
        refusedLogout(signed(
                logout().build(),
                JWSAlgorithm.HS256,
                RSA.getKeyID(),
                "logout+jwt",
                new MACSigner(RSA.toRSAPublicKey().getEncoded())));
        refusedLogout(
                signed(logout().build(), JWSAlgorithm.RS256, RSA.getKeyID(), "logout+jwt", new RSASSASigner(OTHER)));
        refusedLogout(signed(logout().build(), JWSAlgorithm.RS256, "two", "logout+jwt", new RSASSASigner(OTHER)));
        refusedLogout(signed(logout().build(), JWSAlgorithm.RS256, RSA.getKeyID(), "at+jwt", new RSASSASigner(RSA)));
        refusedLogout(signed(logout().issuer("https://evil.example").build()));
        refusedLogout(signed(logout().audience("other").build()));
        refusedLogout(signed(logout().claim("azp", "other").build()));
        refusedLogout(signed(logout().issueTime(null).build()));
        refusedLogout(signed(logout().issueTime(Date.from(NOW.plusSeconds(61))).build()));
        refusedLogout(
                signed(logout().issueTime(Date.from(NOW.minusSeconds(661))).build()));
        refusedLogout(
                signed(logout().expirationTime(Date.from(NOW.minusSeconds(60))).build()));
        refusedLogout(signed(logout().claim("nonce", NONCE).build()));
        refusedLogout(signed(logout().claim("events", null).build()));
        refusedLogout(signed(logout().claim("events", Map.of("other", Map.of())).build()));
        refusedLogout(signed(logout().claim("events", Map.of(EVENT, "yes")).build()));
        refusedLogout(signed(logout().claim("events", EVENT).build()));
        refusedLogout(signed(logout().jwtID(null).build()));
        refusedLogout(signed(logout().jwtID("").build()));
        refusedLogout(signed(logout().subject(null).claim("sid", null).build()));
    }

    private void refused(String token) {
        assertThatExceptionOfType(BadTokenException.class).isThrownBy(() -> checks.idToken(token, NONCE));
    }

    private void refusedLogout(String token) {
        assertThatExceptionOfType(BadTokenException.class).isThrownBy(() -> checks.logoutToken(token));
    }

    private static JWTClaimsSet.Builder id() {
        return common().claim("nonce", NONCE).subject("ada");
    }

    private static JWTClaimsSet.Builder logout() {
        return common().subject("ada").claim("sid", "sid-1").jwtID("token-1").claim("events", Map.of(EVENT, Map.of()));
    }

    private static JWTClaimsSet.Builder common() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(CLIENT)
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(120)));
    }

    private static JWTClaimsSet.Builder expiring(int seconds) {
        return id().expirationTime(Date.from(NOW.plusSeconds(seconds)));
    }

    private static JWTClaimsSet.Builder issued(int seconds) {
        return id().issueTime(Date.from(NOW.plusSeconds(seconds)));
    }

    private static String signed(JWTClaimsSet claims) {
        try {
            return signed(claims, JWSAlgorithm.RS256, RSA.getKeyID(), "JWT", new RSASSASigner(RSA));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, String key, String type, JWSSigner signer)
            throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .keyID(key)
                        .type(type.isEmpty() ? null : new JOSEObjectType(type))
                        .build(),
                claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
