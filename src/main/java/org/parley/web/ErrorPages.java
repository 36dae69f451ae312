package org.parley.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.ResourceBundle;
import org.parley.session.AwayPage;

/**
 * Writes the error pages, in the person's language and the look of the other pages. They need only a plain file and the
 * words, because Faces or the database may be what failed. The page after a logout that leads on to another site is one of
 * them, too.
 */
@ApplicationScoped
public class ErrorPages implements AwayPage {
    private static final String TEMPLATE = "/WEB-INF/errorpages/error.html";

    private final Assets assets;
    private final String template;

    /** For the client proxy. */
    protected ErrorPages() {
        assets = null;
        template = null;
    }

    /** Reads the template once. */
    @Inject
    public ErrorPages(Assets assets, ServletContext context) {
        this.assets = assets;
        try (InputStream in = context.getResourceAsStream(TEMPLATE)) {
            this.template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String html(HttpServletRequest request) {
        return html(ErrorPage.AWAY, request);
    }

    /** Answers with a page and its status. */
    void answer(ErrorPage page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(page.status(), html(page, request), response);
    }

    /** Answers somebody who is logged out here, and can go on to another address. */
    void loggedOut(String next, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = Languages.of(request);
        ResourceBundle words = Wording.bundle(locale);
        String action = button(escaped(next), words.getString("logout.next"), true);
        write(
                200,
                html(locale, "Parley", words.getString("logout.title"), words.getString("logout.text"), action),
                response);
    }

    private static void write(int status, String text, HttpServletResponse response) throws IOException {
        byte[] html = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    private String html(ErrorPage page, HttpServletRequest request) {
        Locale locale = Languages.of(request);
        ResourceBundle words = Wording.bundle(locale);
        String code = words.containsKey(page.code()) ? words.getString(page.code()) : page.code();
        String chat = button(request.getContextPath() + "/chat.xhtml", words.getString("error.chat"), !page.again());
        String again = page.again() ? button("", words.getString("error.again"), true) : "";
        return html(locale, code, words.getString(page.title()), words.getString(page.text()), again + chat);
    }

    private String html(Locale locale, String code, String title, String text, String actions) {
        return template.replace("{lang}", locale.getLanguage())
                .replace("{dir}", Wording.DIRECTION)
                .replace("{assets}", assets.getPath())
                .replace("{code}", escaped(code))
                .replace("{title}", escaped(title))
                .replace("{text}", escaped(text))
                .replace("{actions}", actions);
    }

    /** An empty address is the current one, which a link requests again. */
    private static String button(String address, String words, boolean first) {
        return "<a class=\"button" + (first ? " primary" : "") + "\" href=\"" + address + "\">" + escaped(words)
                + "</a>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
