package org.parley.search;

/** Quotation marks in a query, as keyboards and phones write them. */
final class Quotes {
    private static final String MARKS = "\"\u201C\u201D\u201E\u201F\u00AB\u00BB\uFF02";
    private static final String CORNERS = "\u300C\u300D\u300E\u300F";

    private Quotes() {}

    /** Whether a phrase begins at a place. */
    static boolean opens(String text, int at) {
        return at < text.length() && (isMark(text.charAt(at)) || (CORNERS.indexOf(text.charAt(at)) & 1) == 0);
    }

    /**
     * Where the phrase ends: the place of its closing mark, or the text's end if it has none. Any mark closes one, as
     * languages and phones pair them differently; but not a straight one between Hebrew letters, which is of an acronym.
     *
     * @param open the place of the opening mark
     */
    static int close(String text, int open) {
        int corner = CORNERS.indexOf(text.charAt(open));
        for (int at = open + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (corner >= 0 ? c == CORNERS.charAt(corner + 1) : isMark(c) && !isInHebrewWord(text, at)) {
                return at;
            }
        }
        return text.length();
    }

    private static boolean isMark(char c) {
        return MARKS.indexOf(c) >= 0;
    }

    private static boolean isInHebrewWord(String text, int at) {
        return text.charAt(at) == '"'
                && at + 1 < text.length()
                && Scripts.isHebrew(text.charAt(at - 1))
                && Scripts.isHebrew(text.charAt(at + 1));
    }
}
