package org.parley.security;

import java.util.Optional;

/**
 * Who somebody is according to the OpenID provider, from verified tokens.
 *
 * @param issuer the provider
 * @param subject the provider's id of the user, which with the issuer is what a user is found by
 * @param username the name that a new user wishes
 * @param email an address for a new user, unless the provider says that it is not verified
 * @param fullName a full name for a new user
 * @param administrator whether the user is an administrator; empty if that is not the provider's to say
 */
public record ProviderIdentity(
        String issuer,
        String subject,
        Optional<String> username,
        Optional<String> email,
        Optional<String> fullName,
        Optional<Boolean> administrator) {}
