package org.parley.formats;

import jakarta.json.Json;

/**
 * Makes texts well-formed. A lone surrogate, as {@code substring} leaves it in the middle of an emoji, is legal in a
 * JSON file and not in UTF-8: a database would store a question mark.
 */
public final class UnicodeText {
    private UnicodeText() {}

    static boolean wellFormed(String text) {
        return firstLone(text, 0) < 0;
    }

    /** Replaces each lone surrogate with U+FFFD. */
    static String replaced(String text) {
        return withLone(text, "\uFFFD");
    }

    /** Replaces each lone surrogate with its escape, as in {@code \ud83d}. */
    public static String visible(String text) {
        return withLone(text, null);
    }

    /** Returns the text as a JSON literal with quotes, in which a lone surrogate differs from its escape. */
    static String literal(String text) {
        return visible(Json.createValue(text).toString());
    }

    private static String withLone(String text, String replacement) {
        int lone = firstLone(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        int from = 0;
        for (; lone >= 0; lone = firstLone(text, from)) {
            out.append(text, from, lone);
            out.append(replacement != null ? replacement : String.format("\\u%04x", (int) text.charAt(lone)));
            from = lone + 1;
        }
        return out.append(text, from, text.length()).toString();
    }

    private static int firstLone(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(c)) {
                return at;
            }
        }
        return -1;
    }
}
