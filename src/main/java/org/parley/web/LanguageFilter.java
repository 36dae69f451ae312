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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.parley.platform.Proxies;
import org.parley.security.Preferences;

/**
 * Sets the language of the pages before the login, where there are no preferences yet: {@code login.xhtml?language=de}
 * stores it in a cookie and redirects to the page without the parameter. A plain link is enough, so it works without
 * scripts. An unknown language is ignored.
 */
@WebFilter(
        urlPatterns = {"/login.xhtml", "/register.xhtml"},
        asyncSupported = true)
public class LanguageFilter implements Filter {
    private static final String LANGUAGE = "language";
    private static final String TARGET = "to";

    @Inject
    private Proxies proxies;

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        String chosen = "GET".equals(request.getMethod()) ? request.getParameter(LANGUAGE) : null;
        if (chosen == null || !Preferences.LANGUAGES.contains(chosen)) {
            chain.doFilter(request, response);
            return;
        }
        Languages.remember(request, response, proxies.of(request), chosen);
        String target = target(request);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(
                "Location",
                request.getContextPath() + request.getServletPath() + (target.isEmpty() ? "" : "?" + target));
    }

    /** The query of a link that chooses, on the page that is being shown; where to go after the login stays. */
    static String choice(HttpServletRequest request, String language) {
        String target = target(request);
        return "?" + LANGUAGE + "=" + language + (target.isEmpty() ? "" : "&" + target);
    }

    private static String target(HttpServletRequest request) {
        String to = request.getParameter(TARGET);
        return to == null || to.isEmpty() ? "" : TARGET + "=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
    }
}
