package org.parley.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.parley.platform.Settings;

/**
 * The settings {@code PARLEY_OIDC_*}.
 *
 * @param issuer the provider, spelled as it names itself
 * @param clientId the id under which Parley is registered there
 * @param clientSecret the secret for it; empty for a public client, which PKCE alone protects
 * @param registrationOpen whether somebody whom nobody here knows becomes a user
 * @param adminClaim what makes an administrator; empty if the provider does not say
 */
record OidcSettings(
        String issuer,
        String clientId,
        Optional<String> clientSecret,
        boolean registrationOpen,
        Optional<AdminClaim> adminClaim) {
    private static final String ISSUER = "PARLEY_OIDC_ISSUER";
    private static final String CLIENT_ID = "PARLEY_OIDC_CLIENT_ID";
    private static final String CLIENT_SECRET = "PARLEY_OIDC_CLIENT_SECRET";
    private static final String REGISTRATION = "PARLEY_OIDC_REGISTRATION";
    private static final String ADMIN_CLAIM = "PARLEY_OIDC_ADMIN_CLAIM";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads the settings.
     *
     * @return empty if no provider is set
     * @throws IllegalArgumentException if a setting is invalid, or one is set without those that it needs; the message names
     *     it
     */
    static Optional<OidcSettings> of(Settings settings) {
        Optional<String> issuer = settings.text(ISSUER);
        if (issuer.isEmpty()) {
            refuseRest(settings);
            return Optional.empty();
        }
        if (secureAddress(issuer.get())
                .filter(address -> address.getRawQuery() == null && address.getRawFragment() == null)
                .isEmpty()) {
            throw Settings.refused(
                    ISSUER, issuer.get(), "an https address without a query (http only for this very machine)");
        }
        String clientId = settings.text(CLIENT_ID)
                .orElseThrow(() -> Settings.refused(ISSUER + " is set without a client; set " + CLIENT_ID + " too"));
        return Optional.of(new OidcSettings(
                issuer.get(),
                clientId,
                settings.secret(CLIENT_SECRET),
                isOpen(settings.text(REGISTRATION, "closed")),
                settings.text(ADMIN_CLAIM).map(OidcSettings::adminClaim)));
    }

    private static void refuseRest(Settings settings) {
        for (String key : List.of(CLIENT_ID, REGISTRATION, ADMIN_CLAIM)) {
            if (settings.text(key).isPresent()) {
                throw Settings.refused(key + " is set without a provider; set " + ISSUER + " too");
            }
        }
        if (settings.hasSecret(CLIENT_SECRET)) {
            throw Settings.refused(CLIENT_SECRET + " is set without a provider; set " + ISSUER + " too");
        }
    }

    private static boolean isOpen(String value) {
        return switch (value) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw Settings.refused(REGISTRATION, value, "open or closed");
        };
    }

    private static AdminClaim adminClaim(String value) {
        return AdminClaim.read(value)
                .orElseThrow(() -> Settings.refused(ADMIN_CLAIM, value, "claim=value, such as groups=parley-admins"));
    }

    /**
     * An absolute address whose answers nobody on the way can change: https, or http on this machine.
     *
     * @return empty for any other text
     */
    static Optional<URI> secureAddress(String text) {
        try {
            URI address = new URI(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            String host = address.getHost();
            boolean secure = scheme.equals("https") || scheme.equals("http") && THIS_MACHINE.contains(host);
            return Optional.of(address).filter(any -> host != null && secure && address.getRawUserInfo() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
