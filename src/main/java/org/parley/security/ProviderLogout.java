package org.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Where a login at the OpenID provider is ended. {@code oidc} implements it; this package knows nothing of the protocol. */
public interface ProviderLogout {
    /**
     * The address that ends the login at the provider and leads back to the login page.
     *
     * @param session how the session that ends had begun
     * @return empty if the provider has no such address, or does not answer and has not told it yet
     */
    Optional<String> address(HttpServletRequest request, ProviderSession session);
}
