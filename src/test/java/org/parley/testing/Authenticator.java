package org.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator app: shows the codes of a secret. Where Debian's {@code oathtool} is installed, that computes them,
 * otherwise a few lines that share nothing with the application.
 */
public final class Authenticator {
    private static final int STEP_SECONDS = 30;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final String secret;

    private Authenticator(String secret) {
        this.secret = secret;
    }

    /** An app that was given this secret in base 32. */
    public static Authenticator of(String secret) {
        return new Authenticator(secret);
    }

    /** The code it shows now. */
    public String code() {
        return code(0);
    }

    /** The code it shows a number of steps from now; negative for the past. */
    public String code(int steps) {
        return codeAt(Instant.now().plusSeconds((long) steps * STEP_SECONDS));
    }

    /** The code it shows at a time. */
    public String codeAt(Instant time) {
        return isToolInstalled() ? byTool(time) : computed(time);
    }

    /** Whether {@code oathtool} computes the codes. */
    public static boolean isToolInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "oathtool")));
    }

    private String byTool(Instant time) {
        try {
            Process tool = new ProcessBuilder(
                            "oathtool", "--totp", "--base32", "--now=@" + time.getEpochSecond(), secret)
                    .redirectErrorStream(true)
                    .start();
            return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String computed(Instant time) {
        BigInteger number = BigInteger.ZERO;
        for (char digit : secret.toCharArray()) {
            number = number.shiftLeft(5).add(BigInteger.valueOf(DIGITS.indexOf(digit)));
        }
        byte[] bytes = number.toByteArray(); // perhaps with a sign in front, or without the first zeros
        byte[] key = new byte[secret.length() * 5 / 8];
        int length = Math.min(bytes.length, key.length);
        System.arraycopy(bytes, bytes.length - length, key, key.length - length, length);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(time.getEpochSecond() / STEP_SECONDS)
                    .array());
            int at = hash[19] & 15;
            int code = new BigInteger(Arrays.copyOfRange(hash, at, at + 4)).intValue() & 0x7fffffff;
            return String.valueOf(1_000_000 + code % 1_000_000).substring(1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
