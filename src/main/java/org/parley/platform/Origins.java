package org.parley.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which other origins' pages may call, and what they are told (the Fetch standard's CORS protocol, with credentials).
 *
 * <p>{@code PARLEY_ORIGINS} lists them, separated by commas or blanks, each exactly as a browser sends it:
 * {@code https://tools.example.org}. Without it no other origin may send an unsafe request.
 */
@ApplicationScoped
public class Origins {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Set<String> listed;

    /** For the client proxy. */
    protected Origins() {
        this.listed = Set.of();
    }

    /** Reads the list once; a change needs a restart. */
    @Inject
    public Origins(Settings settings) {
        this.listed = Stream.of(settings.text("PARLEY_ORIGINS", "").split("[,\\s]+"))
                .filter(origin -> !origin.isEmpty())
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a request must be refused because another origin's page sent it.
     *
     * <p>{@code Sec-Fetch-Site} decides where there is one; else {@code Origin} is compared with {@code Host} (the
     * scheme is left out: behind a TLS proxy it differs). Requests with neither come from programs and pass.
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
        return origin != null && !isOwn(origin, request.getHeader("Host"));
    }

    /** Whether this is a preflight of a listed origin, to be answered with 204 and {@link #allow} alone. */
    public boolean isPreflight(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Access-Control-Request-Method") != null
                && isListed(request);
    }

    /** Lets a listed origin's page read the answer; does nothing for any other. Works before and after a refusal. */
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
                    "Access-Control-Allow-Headers", "Content-Type, If-Match, If-None-Match, Idempotency-Key, Prefer");
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
