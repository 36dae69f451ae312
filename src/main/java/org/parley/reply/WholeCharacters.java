package org.parley.reply;

/**
 * Makes well-formed Unicode of pieces that may part a character. The first half of a character waits for the other one; a
 * half without its other becomes U+FFFD.
 */
final class WholeCharacters {
    private static final char REPLACEMENT = '\uFFFD';

    private char waiting;

    /** The characters that are whole now. */
    String add(String piece) {
        StringBuilder whole = new StringBuilder(piece.length() + 1);
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (Character.isLowSurrogate(c) && waiting != 0) {
                whole.append(waiting).append(c);
                waiting = 0;
                continue;
            }
            whole.append(end());
            if (Character.isHighSurrogate(c)) {
                waiting = c;
            } else {
                whole.append(Character.isLowSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return whole.toString();
    }

    /** What is left when nothing follows: U+FFFD for a half that waits, else nothing. */
    String end() {
        boolean left = waiting != 0;
        waiting = 0;
        return left ? String.valueOf(REPLACEMENT) : "";
    }
}
