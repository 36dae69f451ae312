package org.parley.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;

/**
 * The session cookie: {@code session_id; HttpOnly; SameSite=Lax; Path=/}, and under TLS {@code __Host-session_id} with
 * {@code Secure}, which a browser accepts from this very host alone (RFC 6265bis, section 4.1.3.2).
 *
 * <p>Only the name that belongs to the kind of request is read: a plain {@code session_id}, which a neighbouring host
 * could plant, counts for nothing under TLS. The cookie has no {@code Max-Age}; the document behind it decides.
 */
final class SessionCookie {
    private static final String NAME = "session_id";

    private final boolean alwaysSecure;

    /** @param alwaysSecure whether requests count as https although the proxy in front speaks http to us */
    SessionCookie(boolean alwaysSecure) {
        this.alwaysSecure = alwaysSecure;
    }

    /**
     * The session id that a request brings; empty without a cookie or with a malformed one. Reads the header itself
     * (RFC 6265, section 4.2.1): of two cookies of one name WildFly would show the first alone, however malformed.
     */
    Optional<String> in(HttpServletRequest request) {
        String start = name(isSecure(request)) + "=";
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

    /** The value of {@code Set-Cookie} that hands out a session id. */
    String handingOut(HttpServletRequest request, String id) {
        boolean secure = isSecure(request);
        return name(secure) + "=" + id + attributes(secure);
    }

    /** The value of {@code Set-Cookie} that takes the cookie back. */
    String takingBack(HttpServletRequest request) {
        boolean secure = isSecure(request);
        return name(secure) + "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT" + attributes(secure);
    }

    private boolean isSecure(HttpServletRequest request) {
        return alwaysSecure || request.isSecure();
    }

    private static String name(boolean secure) {
        return secure ? "__Host-" + NAME : NAME;
    }

    private static String attributes(boolean secure) {
        return "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }
}
