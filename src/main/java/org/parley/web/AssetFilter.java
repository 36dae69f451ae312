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
import org.parley.security.Preferences;

/**
 * Serves {@code /resources/v-VERSION/FILE} as {@code /resources/FILE}. Under the current version a browser may cache a file
 * for a year without asking again, and text is compressed once and then served from memory. Under any other version, and
 * without one, a browser must revalidate. A missing file is never cached.
 *
 * <p>{@code words/LANGUAGE.js} is no file: it is made of the bundles, see {@link Wording#later}.
 */
@WebFilter(urlPatterns = "/resources/*", asyncSupported = true)
public class AssetFilter implements Filter {
    /** No name begins with a dot, so the path stays inside {@code /resources}. */
    private static final Pattern VERSIONED =
            Pattern.compile("/resources/v-([0-9a-z]+)/((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\\.[a-z]+)");

    private static final Pattern WORDS = Pattern.compile("/resources/(?:v-([0-9a-z]+)/)?words/([a-z]{2})\\.js");

    /** Accepts gzip, with a weight other than 0 (RFC 9110, section 12.5.3). */
    private static final Pattern ZIPPED = Pattern.compile("(?i)\\bgzip\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))");

    /** A year, the most that RFC 2616, section 14.21, allowed. With an age given, "public" would change nothing (RFC 9111, section 3). */
    private static final String IMMUTABLE = "max-age=31536000, immutable";

    private final Map<String, AssetFile> texts = new ConcurrentHashMap<>();

    @Inject
    private Assets assets;

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        PageHeadersFilter.setHeaders(request, response);
        response.setHeader("Cache-Control", "no-cache");
        Matcher words = WORDS.matcher(request.getServletPath());
        if (words.matches() && Preferences.LANGUAGES.contains(words.group(2))) {
            if (assets.isCurrent(words.group(1))) {
                response.setHeader("Cache-Control", IMMUTABLE);
            }
            String language = words.group(2);
            send(
                    texts.computeIfAbsent(language + ".js", name -> AssetFile.of(name, Wording.later(language))),
                    request,
                    response);
            return;
        }
        Matcher versioned = VERSIONED.matcher(request.getServletPath());
        if (!versioned.matches()) {
            chain.doFilter(request, response);
            return;
        }
        String file = Assets.ROOT + versioned.group(2);
        if (assets.isCurrent(versioned.group(1)) && request.getServletContext().getResource(file) != null) {
            response.setHeader("Cache-Control", IMMUTABLE);
            AssetFile text = texts.computeIfAbsent(file, name -> read(request.getServletContext(), name));
            if (text != null) {
                send(text, request, response);
                return;
            }
        }
        request.getRequestDispatcher(file).forward(request, response);
    }

    private static void send(AssetFile file, HttpServletRequest request, HttpServletResponse response)
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

    private static AssetFile read(ServletContext context, String name) {
        try (InputStream in = context.getResourceAsStream(name)) {
            return AssetFile.of(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
