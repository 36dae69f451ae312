package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.message.Role;
import org.parley.platform.JsonBody;

/**
 * The words of the page in its language. Pages take words without placeholders from the Faces bundle {@code words}, which
 * reads the same files; words with placeholders, and those of the scripts, come from here.
 */
@Named
@RequestScoped
public class Wording {
    /** The bundle; the file without a language in its name is English. */
    static final String BUNDLE = "org.parley.web.words";

    static final String DIRECTION = "ltr";

    private static final String FOR_SCRIPTS = "js.";

    /** The keys, and the beginnings of keys, of words that only parts of the chat page need that are loaded at their first use. */
    private static final List<String> LATER = List.of(
            "js.color",
            "js.delete-all",
            "js.enclosed",
            "js.export",
            "js.gone",
            "js.import",
            "js.projects",
            "js.removed",
            "js.retention",
            "js.save-as",
            "js.search",
            "js.select",
            "js.tags",
            "js.trash");

    /** The beginnings of the keys of words that only the account page and the pages for administrators need. */
    private static final List<String> ELSEWHERE = List.of("js.account.", "js.admin.");

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

    /** The language without its region, for {@code <html lang>}. */
    public String getLanguage() {
        return getLocale().getLanguage();
    }

    /** The query of a link that shows the current page, before the login, in another language. */
    public String inLanguage(String language) {
        return LanguageFilter.choice(Pages.request(), language);
    }

    /** The text direction of the page. Messages have their own, which browsers detect. */
    public String getDirection() {
        return DIRECTION;
    }

    /**
     * A text with its placeholders filled.
     *
     * @param key one of {@code words.properties}
     * @param args the values of {0}, {1} …, inserted unchanged
     */
    public String of(String key, Object... args) {
        return fill(bundle().getString(key), args);
    }

    /** A time in the format of the page's language, in UTC because a server does not know the reader's zone; null is empty. */
    public String time(Instant time) {
        return time == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                                .withLocale(getLocale())
                                .withZone(ZoneOffset.UTC)
                                .format(time)
                        + " UTC";
    }

    /** Texts joined in one line; empty ones and null are left out. */
    public String line(String... texts) {
        return Stream.of(texts).filter(text -> text != null && !text.isBlank()).collect(Collectors.joining(" · "));
    }

    /** The name of a model: its id without the kind of its server; null stays null. */
    public String model(String id) {
        return id == null ? null : id.replaceFirst("^(ollama|openai):", "");
    }

    /** The name of a message's author. */
    public String role(Role role) {
        return bundle().getString(ROLES.get(role));
    }

    /**
     * The words of the scripts as a JSON object, safe inside a {@code script} element: it holds no {@code <} that could
     * end it.
     */
    public String getJson() {
        return inScript(json(bundle(), key -> true));
    }

    /** The same without the words in {@link #later} and those that only other pages need, for the chat page. */
    public String getFirstJson() {
        return inScript(
                json(bundle(), key -> !isLater(key) && ELSEWHERE.stream().noneMatch(key::startsWith)));
    }

    /**
     * The words of the parts of the chat page that are loaded at their first use, as a script that exports them.
     *
     * @param language one of our languages
     */
    static byte[] later(String language) {
        byte[] words = json(bundle(Locale.forLanguageTag(language)), Wording::isLater);
        return ("export default " + new String(words, StandardCharsets.UTF_8) + ";\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a key is one of {@link #later}. */
    static boolean isLater(String key) {
        return LATER.stream().anyMatch(one -> key.equals(one) || key.startsWith(one + "."));
    }

    private static byte[] json(ResourceBundle bundle, Predicate<String> wanted) {
        return JsonBody.bytes(json -> {
            json.writeStartObject();
            for (String key : new TreeSet<>(bundle.keySet())) {
                if (key.startsWith(FOR_SCRIPTS) && wanted.test(key)) {
                    json.writeStringField(key, bundle.getString(key));
                }
            }
            json.writeEndObject();
        });
    }

    private static String inScript(byte[] words) {
        return new String(words, StandardCharsets.UTF_8)
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
