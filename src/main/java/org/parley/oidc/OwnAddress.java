package org.parley.oidc;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Proxies;
import org.parley.session.MongoSessions;

/**
 * The address of this server as the browser calls it, for the provider to send the browser back to. The provider accepts
 * registered addresses only, so a forged {@code Host} leads nowhere.
 */
@Component
class OwnAddress {
    private final Proxies proxies;
    private final MongoSessions sessions;

    @Inject
    OwnAddress(Proxies proxies, MongoSessions sessions) {
        this.proxies = proxies;
        this.sessions = sessions;
    }

    /**
     * The address of a path.
     *
     * @param path below the context path
     * @throws ProblemException 400 for a request without {@code Host}
     */
    String of(HttpServletRequest request, String path) {
        String host = proxies.of(request).host();
        if (host == null || host.isBlank()) {
            throw new ProblemException(400, "Send a Host header, which says where this server is");
        }
        return (isSecure(request) ? "https://" : "http://") + host + request.getContextPath() + path;
    }

    boolean isSecure(HttpServletRequest request) {
        return sessions.isSecure(request);
    }
}
