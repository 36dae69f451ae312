package org.parley.document;

import jakarta.json.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/** Titles: 1 to 200 characters (Unicode code points), not blank. */
public final class Title {
    public static final String DEFAULT = StoredConversation.UNTITLED;
    public static final int MAX_CHARACTERS = 200;

    private static final int LONGEST = 50;

    /** More than a title needs, and short enough for the patterns to be quick on any text. */
    private static final int READ = 1_000;

    private static final Pattern FENCE = Pattern.compile("^[ \\t]*(```|~~~).*$", Pattern.MULTILINE);

    /** A table: the head, the row of dashes below it, and the rows below that. */
    private static final Pattern TABLE =
            Pattern.compile("^(.*\\|.*)\\r?\\n(?=.*\\|)[ \\t|:-]*-[ \\t|:-]*$((?:\\r?\\n.*\\|.*)*)", Pattern.MULTILINE);

    private static final Pattern LINE_MARKS =
            Pattern.compile("^(?:[ \\t]*(?:>|(?:#{1,6}|[-*+]|\\d{1,9}[.)])[ \\t]))+", Pattern.MULTILINE);
    private static final Pattern LINK =
            Pattern.compile("!?\\[([^\\]]*)\\]\\((?:https?:|mailto:)[^()\\s]*(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern STRONG = Pattern.compile("(\\*\\*|~~)(\\S(?:.*?\\S)?)\\1");
    private static final Pattern EMPHASIS =
            Pattern.compile("(^|[\\s(])\\*(\\S(?:[^*]*\\S)?)\\*(?=[\\s).,;:!?]|$)", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`+([^`]*)`+");

    private Title() {}

    /** Reads a title from a body. */
    public static String of(JsonValue value) {
        String title = JsonInput.text("title", value);
        if (title.isBlank()) {
            throw ProblemException.badField("title", "must not be blank");
        }
        if (title.codePointCount(0, title.length()) > MAX_CHARACTERS) {
            throw ProblemException.badField("title", "is longer than " + MAX_CHARACTERS + " characters");
        }
        return title;
    }

    /** A text as a title: trimmed, cut between characters; empty if it was blank. */
    public static String shortened(String text) {
        String title = text.strip();
        int characters = Math.min(MAX_CHARACTERS, title.codePointCount(0, title.length()));
        return title.substring(0, title.offsetByCodePoints(0, characters)).strip();
    }

    /**
     * The first words of a text that is not blank, without the marks of Markdown: 1 to {@value #LONGEST} UTF-16 code
     * units. The chat page makes a title by the same rules ({@code titleFrom} in {@code titles.js}).
     */
    public static String ofFirstWords(String text) {
        StringBuilder title = new StringBuilder();
        for (String word : withoutMarks(text).split("\\s+")) {
            if (title.length() + word.length() + 1 > LONGEST) {
                return (title.isEmpty() ? clipped(word, LONGEST - 1) : title) + "…";
            }
            title.append(title.isEmpty() ? "" : " ").append(word);
        }
        return title.toString();
    }

    /** The beginning of a text without marks; with them, if there is nothing else. */
    private static String withoutMarks(String text) {
        String begin = clipped(text.strip(), READ);
        String words = FENCE.matcher(begin).replaceAll("");
        words = TABLE.matcher(words)
                .replaceAll(
                        table -> Matcher.quoteReplacement((table.group(1) + " " + table.group(2)).replace('|', ' ')));
        words = LINE_MARKS.matcher(words).replaceAll("");
        words = LINK.matcher(words).replaceAll("$1");
        words = STRONG.matcher(words).replaceAll("$2");
        words = EMPHASIS.matcher(words).replaceAll("$1$2");
        words = CODE.matcher(words).replaceAll("$1").strip();
        return words.isEmpty() ? begin : words;
    }

    /** At most this many UTF-16 code units, never half a character. */
    private static String clipped(String text, int most) {
        int end = Math.min(most, text.length());
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
