package org.parley.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves {@code /resources/v-VERSION/FILE} as {@code /resources/FILE} and says how long it may be kept: a year under the
 * present version, else only after asking again. A file that is not there is never kept.
 */
@WebFilter(urlPatterns = "/resources/*", asyncSupported = true)
public class AssetFilter implements Filter {
    /** Names without dots in a row: nothing outside {@code /resources} can be meant. */
    private static final Pattern VERSIONED =
            Pattern.compile("/resources/v-([0-9a-z]+)/((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\\.[a-z]+)");

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    @Inject
    private Assets assets;

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        response.setHeader("Cache-Control", "no-cache");
        Matcher versioned = VERSIONED.matcher(request.getServletPath());
        if (!versioned.matches()) {
            chain.doFilter(request, response);
            return;
        }
        String file = Assets.ROOT + versioned.group(2);
        if (assets.isCurrent(versioned.group(1)) && request.getServletContext().getResource(file) != null) {
            response.setHeader("Cache-Control", FOR_GOOD);
        }
        request.getRequestDispatcher(file).forward(request, response);
    }
}
