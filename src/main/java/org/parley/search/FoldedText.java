package org.parley.search;

/** Reads the characters of a text, each folded and with its place in the original. */
final class FoldedText {
    /** What the original character was, where words written together are told by it. */
    enum Case {
        UPPER,
        LOWER,
        DIGIT,
        NONE
    }

    /** Takes characters. */
    interface Reader {
        /**
         * Takes a character.
         *
         * @param folded its folded form, not empty; ß gives two letters
         * @param from where it begins in the original
         * @param to where it ends there, with its marks
         * @param kind what the original was
         */
        void character(String folded, int from, int to, Case kind);
    }

    private FoldedText() {}

    /**
     * Reads the character at a place, which is before the end of the text.
     *
     * @return where the next one begins
     */
    static int read(String text, int from, Reader reader) {
        int to = Clusters.end(text, from);
        String folded = Folding.of(text, from, to);
        if (!folded.isEmpty()) {
            reader.character(folded, from, to, kind(text.codePointAt(from)));
        }
        return to;
    }

    private static Case kind(int c) {
        if (Character.isLowerCase(c)) {
            return Case.LOWER;
        }
        if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
            return Case.UPPER;
        }
        return Character.isDigit(c) ? Case.DIGIT : Case.NONE;
    }
}
