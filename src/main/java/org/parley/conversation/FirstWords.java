package org.parley.conversation;

import java.util.regex.Pattern;

/**
 * The title of a conversation until a better one comes: the first words of its first message, without the marks of
 * Markdown. The chat page makes its own by the same rules ({@code titleFrom} in {@code format.js}).
 */
final class FirstWords {
    private static final int LONGEST = 50;

    /** More than a title needs, and little enough for the patterns to be quick on any text. */
    private static final int READ = 1_000;

    private static final Pattern FENCE = Pattern.compile("^[ \\t]*(```|~~~).*$", Pattern.MULTILINE);
    private static final Pattern LINE_MARKS =
            Pattern.compile("^(?:[ \\t]*(?:>|(?:#{1,6}|[-*+]|\\d{1,9}[.)])[ \\t]))+", Pattern.MULTILINE);
    private static final Pattern LINK =
            Pattern.compile("!?\\[([^\\]]*)\\]\\((?:https?:|mailto:)[^()\\s]*(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern STRONG = Pattern.compile("(\\*\\*|~~)(\\S(?:.*?\\S)?)\\1");
    private static final Pattern EMPHASIS =
            Pattern.compile("(^|[\\s(])\\*(\\S(?:[^*]*\\S)?)\\*(?=[\\s).,;:!?]|$)", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`+([^`]*)`+");

    private FirstWords() {}

    /** The title of a text that is not blank, 1 to {@value #LONGEST} UTF-16 code units. */
    static String of(String text) {
        StringBuilder title = new StringBuilder();
        for (String word : withoutMarks(text).split("\\s+")) {
            if (title.length() + word.length() + 1 > LONGEST) {
                return (title.isEmpty() ? clipped(word, LONGEST - 1) : title) + "…";
            }
            title.append(title.isEmpty() ? "" : " ").append(word);
        }
        return title.toString();
    }

    /** The beginning of a text; as it is, if there is nothing in it but marks. */
    private static String withoutMarks(String text) {
        String begin = clipped(text.strip(), READ);
        String words = FENCE.matcher(begin).replaceAll("");
        words = LINE_MARKS.matcher(words).replaceAll("");
        words = LINK.matcher(words).replaceAll("$1");
        words = STRONG.matcher(words).replaceAll("$2");
        words = EMPHASIS.matcher(words).replaceAll("$1$2");
        words = CODE.matcher(words).replaceAll("$1").strip();
        return words.isEmpty() ? begin : words;
    }

    /** At most so many UTF-16 code units, never half a character. */
    private static String clipped(String text, int most) {
        int end = Math.min(most, text.length());
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
