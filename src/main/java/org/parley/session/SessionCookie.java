package org.parley.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import org.parley.platform.Proxies;

/**
 * The session cookie: {@code session_id; HttpOnly; SameSite=Lax; Path=/}, and under TLS {@code __Host-session_id} with
 * {@code Secure}, which a browser accepts from this very host only (RFC 6265bis, section 4.1.3.2). With a context path
 * that is the cookie's path, so that applications of one host do not share it; under TLS it is then {@code
 * __Secure-session_id}, because the other name requires the path {@code /}.
 *
 * <p>Only the name that fits the kind of request is read: under TLS a plain {@code session_id}, which a neighbouring
 * host could set, is ignored. The cookie has no {@code Max-Age}; the stored session decides.
 */
final class SessionCookie {
    private static final String NAME = "session_id";

    private final boolean alwaysSecure;
    private final Proxies proxies;

    /**
     * @param alwaysSecure whether requests count as https although a proxy forwards them over http
     * @param proxies tells whether a client used https
     */
    SessionCookie(boolean alwaysSecure, Proxies proxies) {
        this.alwaysSecure = alwaysSecure;
        this.proxies = proxies;
    }

    /**
     * The session id of a request; empty without a cookie or with a malformed one. Parses the header itself (RFC 6265,
     * section 4.2.1): of two cookies with the same name WildFly returns only the first, even if it is malformed.
     */
    Optional<String> in(HttpServletRequest request) {
        String start = name(request) + "=";
        Enumeration<String> headers = request.getHeaders("Cookie");
        while (headers.hasMoreElements()) {
            for (String pair : headers.nextElement().split(";")) {
                String cookie = pair.strip();
                if (cookie.startsWith(start) && SessionIds.isWellFormed(cookie.substring(start.length()))) {
                    return Optional.of(cookie.substring(start.length()));
                }
            }
        }
        return Optional.empty();
    }

    /** The {@code Set-Cookie} value that sends a session id. */
    String handingOut(HttpServletRequest request, String id) {
        return name(request) + "=" + id + attributes(request);
    }

    /** The {@code Set-Cookie} value that deletes the cookie. */
    String takingBack(HttpServletRequest request) {
        return name(request) + "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT" + attributes(request);
    }

    boolean isSecure(HttpServletRequest request) {
        return alwaysSecure || proxies.of(request).secure();
    }

    private String name(HttpServletRequest request) {
        if (!isSecure(request)) {
            return NAME;
        }
        return (request.getContextPath().isEmpty() ? "__Host-" : "__Secure-") + NAME;
    }

    private String attributes(HttpServletRequest request) {
        String context = request.getContextPath();
        String path = context.isEmpty() ? "/" : context;
        return "; Path=" + path + "; HttpOnly; SameSite=Lax" + (isSecure(request) ? "; Secure" : "");
    }
}
