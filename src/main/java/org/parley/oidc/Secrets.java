package org.parley.oidc;

import java.security.SecureRandom;
import java.util.Base64;
import org.parley.platform.Sha256;

/** Random texts of 256 bits, 43 characters that are the same in addresses and cookies. */
final class Secrets {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secrets() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** The challenge of a verifier, by the method {@code S256} (RFC 7636, section 4.2). */
    static String challenge(String verifier) {
        return BASE64.encodeToString(Sha256.of(verifier));
    }
}
