package org.parley.oidc;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cookie that binds a login to the browser that began it: a random text, for ten minutes, sent to the calls of the login
 * only. A browser keeps it for all its tabs. {@code SameSite=Lax}, because the provider's page sends the browser back.
 */
final class BrowserCookie {
    private static final String NAME = "oidc_browser";
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private BrowserCookie() {}

    /** The value; empty without a cookie, or with one that is not ours. */
    static Optional<String> in(HttpServletRequest request, boolean secure) {
        String start = name(secure) + "=";
        return Collections.list(request.getHeaders("Cookie")).stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(start))
                .map(cookie -> cookie.substring(start.length()))
                .filter(value -> VALUE.matcher(value).matches())
                .findFirst();
    }

    /**
     * The {@code Set-Cookie} value.
     *
     * @param path where the calls of the login are
     */
    static String handingOut(String value, String path, boolean secure) {
        return name(secure) + "=" + value + "; Path=" + path + "; Max-Age=" + OidcLogin.PATIENCE.toSeconds()
                + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** Under TLS a name that a neighbouring host cannot set over http (RFC 6265bis, section 4.1.3.1). */
    private static String name(boolean secure) {
        return secure ? "__Secure-" + NAME : NAME;
    }
}
