package org.parley.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Requests of which only cookies, attributes, scheme, address and user agent are asked. */
final class Requests {
    private Requests() {}

    static HttpServletRequest with(boolean secure, Cookie... cookies) {
        Map<Object, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getCookies" -> cookies.length == 0 ? null : cookies;
                        case "isSecure" -> secure;
                        case "getRemoteAddr" -> "192.0.2.1";
                        case "getHeader" -> "User-Agent".equals(arguments[0]) ? "test" : null;
                        case "getAttribute" -> attributes.get(arguments[0]);
                        case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}
