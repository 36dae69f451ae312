package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.conversation.Role;

/**
 * The words of the page in its language. Pages take those without a gap from the Faces bundle {@code words}, which is the
 * same; those with one, and the words of the scripts, come from here.
 */
@Named
@RequestScoped
public class Wording {
    /** The bundle; its English half is the file without a language in its name. */
    static final String BUNDLE = "org.parley.web.words";

    static final String DIRECTION = "ltr";

    private static final String FOR_SCRIPTS = "js.";

    private static final Map<Role, String> ROLES = Map.of(
            Role.USER, "js.role.user",
            Role.ASSISTANT, "js.role.assistant",
            Role.SYSTEM, "js.role.system",
            Role.TOOL, "js.role.tool");

    private Locale locale;

    /** The page's locale; see {@link Languages}. */
    public Locale getLocale() {
        if (locale == null) {
            locale = Languages.of(Pages.request());
        }
        return locale;
    }

    /** The language alone, for {@code <html lang>}: the words are no region's. */
    public String getLanguage() {
        return getLocale().getLanguage();
    }

    /** The query of a link that shows the present page, one in front of the login, in another language. */
    public String inLanguage(String language) {
        return LanguageFilter.choice(Pages.request(), language);
    }

    /** In which direction the page is written. Texts of people have one of their own, which browsers find out. */
    public String getDirection() {
        return DIRECTION;
    }

    /**
     * A text with its gaps filled.
     *
     * @param key one of {@code words.properties}
     * @param args what takes the places of {0}, {1} …, as it is
     */
    public String of(String key, Object... args) {
        return fill(bundle().getString(key), args);
    }

    /** A time as the page's language writes it, in UTC because a server does not know the reader's zone; null is nothing. */
    public String time(Instant time) {
        return time == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                                .withLocale(getLocale())
                                .withZone(ZoneOffset.UTC)
                                .format(time)
                        + " UTC";
    }

    /** What there is of some texts in one line; empty ones and null are left out. */
    public String line(String... texts) {
        return Stream.of(texts).filter(text -> text != null && !text.isBlank()).collect(Collectors.joining(" · "));
    }

    /** What people call a model: its id without the kind of server that has it; null stays null. */
    public String model(String id) {
        return id == null ? null : id.replaceFirst("^(ollama|openai):", "");
    }

    /** The name of whoever said a message. */
    public String role(Role role) {
        return bundle().getString(ROLES.get(role));
    }

    /**
     * The words of the scripts as a JSON object, safe inside a {@code script} element: it holds no {@code <} that could
     * end it.
     */
    public String getJson() {
        ResourceBundle bundle = bundle();
        JsonObjectBuilder json = Json.createObjectBuilder();
        new TreeSet<>(bundle.keySet())
                .stream()
                        .filter(key -> key.startsWith(FOR_SCRIPTS))
                        .forEach(key -> json.add(key, bundle.getString(key)));
        return json.build()
                .toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    static String fill(String text, Object... args) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int place = open + 1 < text.length() ? text.charAt(open + 1) - '0' : -1;
            if (place >= 0 && place < args.length && text.startsWith("}", open + 2)) {
                filled.append(text, from, open).append(args[place]);
                from = open + 3;
            }
        }
        return filled.append(text.substring(from)).toString();
    }

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale, Wording.class.getClassLoader());
    }

    private ResourceBundle bundle() {
        return bundle(getLocale());
    }
}
