package org.parley.totp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes from a secret and the time (RFC 6238) with what all authenticator apps assume: HMAC-SHA-1, steps of 30
 * seconds since 1970, 6 digits.
 */
final class TotpCodes {
    /** How many digits a code has. */
    static final int DIGITS = 6;

    /** How long a step is. */
    static final int STEP_SECONDS = 30;

    /** How many steps a clock may be early or late (RFC 6238, section 5.2 recommends one at most). */
    private static final int TOLERANCE = 1;

    private TotpCodes() {}

    static long step(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a step. */
    static String at(byte[] secret, long step) {
        return at(secret, step, DIGITS);
    }

    /** The code of a step with another number of digits, up to 9. */
    static String at(byte[] secret, long step, int digits) {
        byte[] hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xF; // dynamic truncation (RFC 4226, section 5.3)
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return String.format("%0" + digits + "d", number % (long) Math.pow(10, digits));
    }

    /** The step that a code belongs to: the current one, the one before or the one after. Empty for a wrong code. */
    static OptionalLong stepOf(byte[] secret, String code, Instant now) {
        long current = step(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = current - TOLERANCE; step <= current + TOLERANCE; step++) {
            if (isEqual(at(secret, step), code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** Takes equally long whatever differs. */
    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA1", e);
        }
    }
}
