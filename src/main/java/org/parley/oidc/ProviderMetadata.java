package org.parley.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.parley.security.ProviderLoginException;
import org.parley.security.ProviderLoginException.Reason;

/**
 * What the provider says of itself (OpenID Connect Discovery 1.0, section 3).
 *
 * @param authorization where logins begin
 * @param token where codes become tokens
 * @param keys where its keys are
 * @param userInfo where it tells more of a user
 * @param endSession where logins end
 * @param secretInBody whether the secret is sent in the body, because the provider takes no header
 * @param namesItself whether it says in each answer who it is (RFC 9207)
 */
record ProviderMetadata(
        URI authorization,
        URI token,
        URI keys,
        Optional<URI> userInfo,
        Optional<URI> endSession,
        boolean secretInBody,
        boolean namesItself) {
    private static final Logger LOG = Logger.getLogger(ProviderMetadata.class.getName());

    /**
     * Reads the document.
     *
     * @throws ProviderLoginException if it is another provider's, or lacks what is needed
     */
    static ProviderMetadata read(String json, String issuer) {
        Map<String, Object> document = document(json);
        if (!issuer.equals(document.get("issuer"))) {
            throw unusable("calls itself '" + document.get("issuer") + "' and not as PARLEY_OIDC_ISSUER does");
        }
        return new ProviderMetadata(
                required(document, "authorization_endpoint"),
                required(document, "token_endpoint"),
                required(document, "jwks_uri"),
                address(document, "userinfo_endpoint"),
                address(document, "end_session_endpoint"),
                isSecretInBody(document.get("token_endpoint_auth_methods_supported")),
                Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")));
    }

    private static Map<String, Object> document(String json) {
        try {
            return JSONObjectUtils.parse(json);
        } catch (ParseException e) {
            throw unusable("does not describe itself in JSON");
        }
    }

    private static URI required(Map<String, Object> document, String name) {
        return address(document, name).orElseThrow(() -> unusable("has no usable " + name));
    }

    private static Optional<URI> address(Map<String, Object> document, String name) {
        return document.get(name) instanceof String text ? OidcSettings.secureAddress(text) : Optional.empty();
    }

    private static boolean isSecretInBody(Object methods) {
        return methods instanceof List<?> known
                && !known.contains("client_secret_basic")
                && known.contains("client_secret_post");
    }

    private static ProviderLoginException unusable(String why) {
        LOG.warning(() -> "The OpenID provider " + why);
        return new ProviderLoginException(Reason.AWAY);
    }
}
