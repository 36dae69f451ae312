package org.parley.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.parley.platform.RestPaths;

/**
 * What browsers are told about every page: scripts and styles come from files of this server and from nowhere else,
 * nobody may frame a page, addresses are not told to others, and pages are not kept by any cache.
 *
 * <p>Pictures may also be {@code data:} addresses, which the API page's library draws its arrows with.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class PageHeadersFilter implements Filter {
    static final String POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    /** Libraries carry their version in their path. */
    private static final String LIBRARIES = "/webjars/";

    private static final String A_DAY = "public, max-age=86400";

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!RestPaths.isRest(RestPaths.called(request))) {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("Referrer-Policy", "same-origin");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
            String path = request.getServletPath();
            if (!path.startsWith(Assets.ROOT)) { // those are AssetFilter's, which may run before or after this one
                response.setHeader("Cache-Control", path.startsWith(LIBRARIES) ? A_DAY : "no-store");
            }
        }
        chain.doFilter(request, response);
    }
}
