package org.parley.search;

/**
 * The usual word of a text in English, for which the rules of {@link Words} come to nothing: lower-case letters of ASCII
 * between spaces. Most words of most texts are such, and these are told at a fifth of the cost.
 */
final class PlainWord {
    private PlainWord() {}

    /**
     * Where a plain word ends that begins at a place between two words: at a space, which is not part of it, or at the end of
     * the text. The place itself if the word there is not plain; a mark on the space, or anything but a space, makes it so.
     */
    static int end(String text, int from) {
        int most = Math.min(text.length(), from + TermLength.MAX);
        int to = from;
        while (to < most && text.charAt(to) >= 'a' && text.charAt(to) <= 'z') {
            to++;
        }
        if (to == text.length()) {
            return to;
        }
        boolean space = text.charAt(to) == ' ' || text.charAt(to) == '\n';
        return space && (to + 1 == text.length() || text.charAt(to + 1) < 0x80) ? to : from;
    }
}
