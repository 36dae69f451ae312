package org.parley.oidc;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.parley.security.ProviderIdentity;

/**
 * What the provider says of a user. Values of unexpected types count as missing.
 *
 * @param values by the names of OpenID Connect Core 1.0, section 5.1
 */
record Claims(Map<String, Object> values) {
    Optional<String> text(String name) {
        return values.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** A time in seconds since 1970. */
    Optional<Instant> time(String name) {
        return values.get(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    /** Whether nothing that is looked at can be missing. */
    boolean isEnough(Optional<AdminClaim> adminClaim) {
        return values.containsKey("preferred_username")
                && adminClaim.filter(claim -> !values.containsKey(claim.name())).isEmpty();
    }

    /** These claims, and of others those that are not among them. */
    Claims and(Claims others) {
        Map<String, Object> all = new HashMap<>(others.values());
        all.putAll(values);
        return new Claims(all);
    }

    ProviderIdentity identity(OidcSettings settings) {
        return new ProviderIdentity(
                settings.issuer(),
                text("sub").orElseThrow(),
                text("preferred_username"),
                text("email").filter(email -> !Boolean.FALSE.equals(values.get("email_verified"))),
                text("name"),
                settings.adminClaim().map(claim -> claim.isIn(values)));
    }

    /** Leaves out what is said. */
    @Override
    public String toString() {
        return "Claims" + values.keySet();
    }
}
