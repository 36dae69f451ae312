package org.parley.security;

import java.util.Optional;

/**
 * Finds the API tokens that requests present. {@code token} implements it; this package, which identifies callers, does not
 * know how tokens are stored.
 */
public interface BearerTokens {
    /**
     * Finds a token by what a program has sent.
     *
     * @param secret any text
     * @return empty if it is no token, or one that has expired or was revoked
     * @throws com.mongodb.MongoException if the database does not answer
     */
    Optional<BearerToken> find(String secret);

    /** Stores that a token is in use, at most once a minute. */
    void used(BearerToken token);

    /**
     * Whether a token that was found earlier is still valid; asks the database.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    boolean isValid(BearerToken token);
}
