package org.parley.token;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.parley.platform.Sha256;

/**
 * The texts that programs send as tokens: {@code parley_} and 256 random bits in base64url without padding. The prefix
 * lets scanners of source code find tokens that were published by mistake. The database holds only their SHA-256.
 */
final class TokenSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final String PREFIX = "parley_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private TokenSecret() {}

    static String next() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Whether a text can be a token; others are never looked up. */
    static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** The SHA-256 of a token, as 64 hexadecimal digits. */
    static String hash(String secret) {
        return Sha256.hex(secret);
    }
}
