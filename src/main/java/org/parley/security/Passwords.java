package org.parley.security;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.HashingFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hashes and checks passwords.
 *
 * <p>New hashes are Argon2id with 19 MiB, two passes and one lane, the minimum that OWASP's Password Storage Cheat
 * Sheet recommends for Argon2id; about 40 ms. Also accepted are bcrypt hashes of existing databases ({@code $2a$},
 * {@code $2b$}, {@code $2y$}) and Argon2 with other parameters; {@link #isOutdated} tells which of them to replace.
 */
final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Argon2Function PRESENT =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

    /**
     * The hash to check an unknown name against, so that it takes as long as a known one. Its password is not a
     * typeable text.
     */
    static final String OF_NOBODY = hash(new String(new char[] {0, 1, 2}));

    private Passwords() {}

    /** Returns a new hash in PHC string form, with its own salt. */
    static String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(PRESENT).getResult();
    }

    /** Whether a password matches a stored hash. False for a hash of an unknown format. */
    static boolean matches(String password, String hash) {
        return function(hash)
                .map(function ->
                        !password.isEmpty() && Password.check(password, hash).with(function))
                .orElse(false);
    }

    /** Whether a hash uses an older algorithm or weaker parameters than new ones. */
    static boolean isOutdated(String hash) {
        return function(hash)
                .map(function -> !(function instanceof Argon2Function argon2)
                        || argon2.getVariant() != Argon2.ID
                        || argon2.getMemory() < MEMORY_KIB
                        || argon2.getIterations() < PASSES)
                .orElse(true);
    }

    private static Optional<HashingFunction> function(String hash) {
        if (hash == null) {
            return Optional.empty();
        }
        try {
            if (hash.startsWith("$argon2")) {
                return Optional.of(Argon2Function.getInstanceFromHash(hash));
            }
            return BCRYPT.matcher(hash).matches()
                    ? Optional.of(BcryptFunction.getInstanceFromHash(hash))
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // a damaged hash matches no password
        }
    }
}
