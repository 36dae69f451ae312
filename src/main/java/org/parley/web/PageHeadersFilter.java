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
import java.util.regex.Pattern;
import org.parley.platform.RestPaths;

/**
 * Sets the security headers of every page: scripts and styles come only from files of this server, no site may frame a
 * page, no other site learns an address, and no cache stores a page.
 *
 * <p>Images may also be {@code data:} URLs, which the library of the API page uses for its arrows.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class PageHeadersFilter implements Filter {
    static final String POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    /** Browsers ignore the policy of these, and with some 80 files on a first visit it would take 20 KB. */
    private static final Pattern SUBRESOURCE = Pattern.compile("/resources/.*\\.(?:js|css)");

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        setHeaders(request, response);
        chain.doFilter(request, response);
    }

    /** Sets the headers; also for {@link AssetFilter}, which may answer before this filter is asked. */
    static void setHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        String path = request.getServletPath();
        if (!RestPaths.isRest(RestPaths.called(request))
                && !SUBRESOURCE.matcher(path).matches()) {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("Referrer-Policy", "same-origin");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
            if (!path.startsWith(Assets.ROOT)) { // those are AssetFilter's, which may run before or after this one
                response.setHeader("Cache-Control", "no-store");
            }
        }
    }
}
