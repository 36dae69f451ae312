package org.parley.platform;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which other origins' pages may call the API, and sends their CORS headers (the Fetch standard's CORS
 * protocol, with credentials).
 *
 * <p>{@code PARLEY_ORIGINS} lists them, separated by commas or blanks, each exactly as a browser sends it: {@code
 * https://tools.example.org}. By default no other origin may send an unsafe request.
 */
@Component
public class Origins {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Set<String> listed;
    private final Proxies proxies;

    /** Reads the list once; a change requires a restart. */
    @Inject
    public Origins(Settings settings, Proxies proxies) {
        this.proxies = proxies;
        this.listed = Stream.of(settings.text("PARLEY_ORIGINS", "").split("[,\\s]+"))
                .filter(origin -> !origin.isEmpty())
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether to refuse a request because a page of another origin sent it.
     *
     * <p>{@code Sec-Fetch-Site} decides if it is present; otherwise {@code Origin} is compared with the host
     * that the client named (without the scheme, which differs behind a TLS proxy). Requests with neither come from
     * programs and pass.
     */
    public boolean refuses(HttpServletRequest request) {
        if (SAFE_METHODS.contains(request.getMethod()) || isListed(request)) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_SITE.contains(site);
        }
        String origin = request.getHeader("Origin");
        return origin != null && !isOwn(origin, proxies.of(request).host());
    }

    /** Whether this is a preflight request of a listed origin, to be answered with 204 and {@link #allow} alone. */
    public boolean isPreflight(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Access-Control-Request-Method") != null
                && isListed(request);
    }

    /** Lets a listed origin's page read the response; does nothing for any other. Works before and after a refusal. */
    public void allow(HttpServletRequest request, HttpServletResponse response) {
        if (listed.isEmpty()) {
            return;
        }
        response.addHeader("Vary", "Origin");
        if (!isListed(request)) {
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.setHeader(
                "Access-Control-Expose-Headers",
                "ETag, Link, Location, X-Total-Count, Retry-After, Idempotency-Replayed");
        if ("OPTIONS".equals(request.getMethod())) {
            response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
            response.setHeader(
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Prefer");
            response.setHeader("Access-Control-Max-Age", "600");
        }
    }

    private boolean isListed(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && listed.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static boolean isOwn(String origin, String host) {
        int scheme = origin.indexOf("://");
        return host != null && scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }
}
