package org.parley.security;

import jakarta.security.enterprise.credential.Credential;

/** A login that the OpenID provider has confirmed. {@link ProviderSignIn} alone makes one, of a verified identity. */
public final class ProviderCredential implements Credential {
    private final String userId;

    ProviderCredential(String userId) {
        this.userId = userId;
    }

    String userId() {
        return userId;
    }
}
