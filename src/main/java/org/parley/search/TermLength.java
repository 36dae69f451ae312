package org.parley.search;

/** How long a term may be. */
final class TermLength {
    /** Bytes of the longest term in UTF-8. */
    static final int MAX = 255;

    private TermLength() {}

    /** How many bytes a character has in UTF-8; 3 for a lone surrogate. */
    static int bytes(int c) {
        if (c < 0x80) {
            return 1;
        }
        if (c < 0x800) {
            return 2;
        }
        return c < 0x10000 ? 3 : 4;
    }

    /** Whether a term is not too long. */
    static boolean fits(String term) {
        return term.length() * 3 <= MAX
                || term.codePoints().map(TermLength::bytes).sum() <= MAX;
    }
}
