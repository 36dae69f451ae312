package org.parley.totp;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.parley.platform.Sha256;

/**
 * Codes for a user who has lost the authenticator app: ten of 80 random bits, such as {@code k4jx-7qzm-2bnd-wc3p}. Each
 * works once. Only their SHA-256 is stored, which is enough for 80 random bits.
 */
final class RecoveryCodes {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int COUNT = 10;
    private static final int BYTES = 10;

    private RecoveryCodes() {}

    static List<String> next() {
        return Stream.generate(RecoveryCodes::code).limit(COUNT).toList();
    }

    /** What is stored of a code. Case, blanks and hyphens do not matter. */
    static String hash(String userId, String code) {
        return Sha256.hex(userId + "/" + code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
    }

    private static String code() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return Base32.encode(bits).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?=.)", "$1-");
    }
}
