package org.parley.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.parley.platform.Sender;
import org.parley.security.Caller;
import org.parley.security.Preferences;

/**
 * Chooses the language of a page: the one in the person's settings, else the one in the browser's cookie, else one that
 * the browser accepts, else English.
 */
final class Languages {
    /** The cookie with the choice, for the pages before the login. */
    static final String COOKIE = "parley_language";

    private static final int LONGEST_HEADER = 500;

    private Languages() {}

    /** The locale of the page that answers a request. */
    static Locale of(HttpServletRequest request) {
        return choose(
                Caller.find(request).map(Caller::preferences).flatMap(Preferences::language),
                cookie(request),
                request.getHeader("Accept-Language"));
    }

    /**
     * Chooses a language; unknown ones are ignored.
     *
     * @param preferred what the person's preferences say
     * @param remembered what the browser's cookie says
     * @param accepted the header {@code Accept-Language} (RFC 9110, section 12.5.4), or null; a malformed one is
     *     ignored
     * @return one of our languages, with the browser's region if it names that language: Vienna and Berlin write dates
     *     differently
     */
    static Locale choose(Optional<String> preferred, Optional<String> remembered, String accepted) {
        List<Locale> asked = asked(accepted);
        String language = Stream.of(preferred, remembered)
                .flatMap(Optional::stream)
                .filter(Preferences.LANGUAGES::contains)
                .findFirst()
                .or(() -> asked.stream()
                        .map(Locale::getLanguage)
                        .filter(Preferences.LANGUAGES::contains)
                        .findFirst())
                .orElse(Preferences.LANGUAGES.get(0));
        return asked.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst()
                .map(locale -> new Locale.Builder()
                        .setLanguage(language)
                        .setRegion(locale.getCountry())
                        .build())
                .orElseGet(() -> Locale.forLanguageTag(language));
    }

    /**
     * Has the browser remember a choice for a year; null or blank forgets it.
     *
     * @param sender who sent the request; the cookie is secure if that was by https
     * @param language one of our languages, or none
     */
    static void remember(HttpServletRequest request, HttpServletResponse response, Sender sender, String language) {
        boolean none = language == null || language.isBlank();
        Cookie cookie = new Cookie(COOKIE, none ? "" : language);
        cookie.setMaxAge(none ? 0 : (int) Duration.ofDays(365).toSeconds());
        cookie.setPath(request.getContextPath() + "/");
        cookie.setHttpOnly(true);
        cookie.setSecure(sender.secure());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }

    private static List<Locale> asked(String header) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0 && !range.getRange().contains("*"))
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> COOKIE.equals(cookie.getName()))
                .map(Cookie::getValue)
                .findFirst();
    }
}
