package org.parley.security;

import java.security.SecureRandom;

/**
 * Makes passwords that are used once: four groups of four letters and digits, such as {@code k3qx-m2ab-77hd-zz5e}. 80 random
 * bits, as a recovery code has; no character that looks like another one.
 */
public final class OneTimePassword {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int GROUP = 4;

    private OneTimePassword() {}

    /** A new one. */
    public static String next() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                password.append('-');
            }
            password.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return password.toString();
    }
}
