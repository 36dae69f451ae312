package org.parley.security;

import java.util.Optional;

/**
 * What a login needs besides the right password. {@code totp} implements it; this package does not know how codes are
 * made.
 */
public interface SecondFactor {
    /** What a code is to a login. */
    enum Result {
        /** The user has no second factor. */
        NOT_NEEDED,
        /** The code was right, and is spent. */
        RIGHT,
        /** The user has a second factor, and there is no code. */
        MISSING,
        /** The code is wrong, or was spent before. */
        WRONG
    }

    /**
     * Checks and spends a code, after the password was right. Of two logins with one code at the same time, on whatever
     * nodes, one gets {@link Result#RIGHT}.
     *
     * @param code what the user has entered; empty if nothing
     * @throws com.mongodb.MongoException if the database does not answer
     */
    Result check(String userId, Optional<String> code);
}
