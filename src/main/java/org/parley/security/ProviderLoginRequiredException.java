package org.parley.security;

import java.util.List;
import org.parley.platform.ProblemException;

/**
 * Refuses a change of a user without a password, whose last login at the provider is too old: 403 with {@code
 * "provider_login_required": true}.
 */
public final class ProviderLoginRequiredException extends ProblemException {
    private static final long serialVersionUID = 1L;

    ProviderLoginRequiredException() {
        super(
                403,
                "Log in at the login service again: GET /auth/oidc/login?prompt=login. That counts for "
                        + ProviderSession.FRESH.toMinutes() + " minutes. Nothing was changed");
    }

    @Override
    public List<String> flags() {
        return List.of("provider_login_required");
    }
}
