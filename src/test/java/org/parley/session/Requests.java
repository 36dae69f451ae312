package org.parley.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.platform.Proxies;
import org.parley.platform.Settings;

/** Fake requests: only cookies, attributes, scheme, context path, address and user agent work. */
final class Requests {
    /** The proxies of a server that trusts none. */
    static final Proxies NO_PROXIES = new Proxies(new Settings(key -> Optional.empty()));

    private Requests() {}

    private static List<String> header(Cookie... cookies) {
        String pairs = Stream.of(cookies)
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return pairs.isEmpty() ? List.of() : List.of(pairs);
    }

    static HttpServletRequest with(boolean secure, Cookie... cookies) {
        return under("", secure, cookies);
    }

    static HttpServletRequest under(String context, boolean secure, Cookie... cookies) {
        Map<Object, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getHeaders" -> Collections.enumeration(header(cookies));
                        case "isSecure" -> secure;
                        case "getContextPath" -> context;
                        case "getRemoteAddr" -> "192.0.2.1";
                        case "getHeader" -> "User-Agent".equals(arguments[0]) ? "test" : null;
                        case "getAttribute" -> attributes.get(arguments[0]);
                        case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}
