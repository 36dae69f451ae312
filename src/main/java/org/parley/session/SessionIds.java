package org.parley.session;

import java.security.SecureRandom;
import java.util.Base64;
import org.parley.platform.Sha256;

/**
 * Session ids: 256 random bits in base64url without padding, 43 characters.
 *
 * <p>The database holds only their SHA-256, so a dump of the collection contains no usable cookies.
 */
final class SessionIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 43;

    private SessionIds() {}

    static String next() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Whether a cookie's value is a well-formed id; others are never looked up. */
    static boolean isWellFormed(String id) {
        if (id == null || id.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = id.charAt(i);
            boolean base64url =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!base64url) {
                return false;
            }
        }
        return true;
    }

    /** The handle of the session with this {@code _id}: 32 hexadecimal digits from which neither can be found. */
    static String handle(String key) {
        return Sha256.hex("handle of " + key).substring(0, 32);
    }

    /** The {@code _id} of the session with this id: 64 hexadecimal digits. */
    static String key(String id) {
        return Sha256.hex(id);
    }
}
