package org.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A valid API token that a request has presented (RFC 6750).
 *
 * @param id the token's id, which is not its secret
 * @param userId its owner
 * @param writes whether it allows changes; every token allows reading
 * @param lastUsedAt when it was last used, up to a minute old
 */
public record BearerToken(String id, String userId, boolean writes, Optional<Instant> lastUsedAt) {
    private static final String ATTRIBUTE = BearerToken.class.getName();
    private static final String SCHEME = "bearer";

    /** The token that authenticated a request; empty if a session did, or nothing. */
    static Optional<BearerToken> of(HttpServletRequest request) {
        return Optional.ofNullable((BearerToken) request.getAttribute(ATTRIBUTE));
    }

    void put(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /**
     * What a request presents as its token, well-formed or not; empty if it has no {@code Authorization} header of this
     * scheme. Two of them are no token, so that nothing depends on which one a proxy in front of this server has looked at.
     */
    static Optional<String> presentedBy(HttpServletRequest request) {
        List<String> presented = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("Authorization"))) {
            String[] schemeAndToken = header.strip().split("[ \\t]+", 2);
            if (schemeAndToken[0].equalsIgnoreCase(SCHEME)) {
                presented.add(schemeAndToken.length == 2 ? schemeAndToken[1].strip() : "");
            }
        }
        return presented.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", presented));
    }
}
