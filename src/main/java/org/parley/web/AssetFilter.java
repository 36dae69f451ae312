package org.parley.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves {@code /resources/v-VERSION/FILE} as {@code /resources/FILE} and says how long it may be kept: a year under the
 * present version, else only after asking again. A file that is not there is never kept. Under the present version text
 * goes out lean and compressed; see {@link LeanFile}.
 */
@WebFilter(urlPatterns = "/resources/*", asyncSupported = true)
public class AssetFilter implements Filter {
    /** Names without dots in a row: nothing outside {@code /resources} can be meant. */
    private static final Pattern VERSIONED =
            Pattern.compile("/resources/v-([0-9a-z]+)/((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\\.[a-z]+)");

    /** Gzip is among what is accepted, and not refused by a weight of 0 (RFC 9110, section 12.5.3). */
    private static final Pattern ZIPPED = Pattern.compile("(?i)\\bgzip\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))");

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final Map<String, LeanFile> lean = new ConcurrentHashMap<>();

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
            LeanFile found = lean.computeIfAbsent(file, name -> read(request.getServletContext(), name));
            if (found != null) {
                send(found, request, response);
                return;
            }
        }
        request.getRequestDispatcher(file).forward(request, response);
    }

    private static void send(LeanFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String accepted = request.getHeader("Accept-Encoding");
        boolean zipped = accepted != null && ZIPPED.matcher(accepted).find();
        byte[] body = zipped ? file.zipped() : file.plain();
        response.setHeader("Vary", "Accept-Encoding");
        if (zipped) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentType(file.type());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static LeanFile read(ServletContext context, String name) {
        try (InputStream in = context.getResourceAsStream(name)) {
            return LeanFile.of(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
