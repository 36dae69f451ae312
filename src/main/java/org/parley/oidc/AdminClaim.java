package org.parley.oidc;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The claim that makes an administrator.
 *
 * @param name the name of the claim
 * @param value what it has to be, or to hold if it is a list
 */
record AdminClaim(String name, String value) {
    /** Reads {@code claim=value}; the value may hold further equals signs. Empty if it is not of this form. */
    static Optional<AdminClaim> read(String text) {
        String[] parts = text.split("=", 2);
        return parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank()
                ? Optional.of(new AdminClaim(parts[0].strip(), parts[1].strip()))
                : Optional.empty();
    }

    /** Whether these are the claims of an administrator. */
    boolean isIn(Map<String, Object> claims) {
        Object found = claims.get(name);
        return value.equals(found) || found instanceof Collection<?> many && many.contains(value);
    }
}
