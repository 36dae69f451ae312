package org.parley.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which passwords may be chosen: 8 to 256 characters of any kind, but none of the 10,000 commonest and not one's own name
 * or address. A login takes every password that was chosen before these rules.
 *
 * <p>The list is {@code common-passwords.txt}, which names its source.
 */
public final class PasswordRules {
    /** What is said of a common password. */
    public static final String COMMON = "is one of the 10,000 commonest passwords. Choose another one";

    /** What is said of one's own name or address. */
    public static final String OWN = "is your own name or e-mail address. Choose another one";

    private static final String LENGTH = "must be 8 to 256 characters";
    private static final int MIN = 8;
    private static final int MAX = 256;
    private static final Set<String> COMMONEST = commonest();

    private PasswordRules() {}

    /**
     * Why a user may not choose a password; empty if they may. Case does not matter, nor do digits and signs around one's
     * own name.
     *
     * @param password the wanted password, or null
     * @param username the user's name, or null
     * @param email the user's address, or null
     * @param fullName the user's full name
     */
    public static Optional<String> fault(String password, String username, String email, Optional<String> fullName) {
        if (!isLong(password)) {
            return Optional.of(LENGTH);
        }
        if (COMMONEST.contains(NewUser.key(password))) {
            return Optional.of(COMMON);
        }
        String local = email == null ? null : email.replaceFirst("@.*", "");
        boolean own = Stream.of(username, email, local, fullName.orElse(null))
                .anyMatch(name -> name != null && isSame(password, name));
        return own ? Optional.of(OWN) : Optional.empty();
    }

    static boolean isLong(String text) {
        int length = text == null ? 0 : text.codePointCount(0, text.length());
        return length >= MIN && length <= MAX;
    }

    private static boolean isSame(String password, String name) {
        String core = core(name);
        return password.equalsIgnoreCase(name)
                || !core.isEmpty() && core(password).equals(core);
    }

    /** A text in one case, without digits, signs and blanks at its ends. */
    private static String core(String text) {
        return NewUser.key(text).replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
    }

    private static Set<String> commonest() {
        try (InputStream file = PasswordRules.class.getResourceAsStream("common-passwords.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().dropWhile(line -> line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
