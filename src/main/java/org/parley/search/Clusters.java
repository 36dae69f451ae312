package org.parley.search;

/** Where one character, as a reader sees it, ends and the next begins. */
final class Clusters {
    private static final int MOST_TRAILING_JAMO = 2;

    private Clusters() {}

    /**
     * The end of the character that begins at a place: a base with its marks, a Hangul syllable in parts, an emoji with
     * its skin tone and gender, a flag. Emoji joined into a family are several.
     *
     * @param at a place in the text, before its end
     */
    static int end(String text, int at) {
        int base = text.codePointAt(at);
        int end = at + Character.charCount(base);
        if (base < 0x300 && (end == text.length() || text.charAt(end) < 0x300)) {
            return end;
        }
        if (Emoji.isFlagLetter(base) && end < text.length() && Emoji.isFlagLetter(text.codePointAt(end))) {
            end += 2;
        }
        int jamo = isHangul(base) ? MOST_TRAILING_JAMO : 0;
        while (end < text.length()) {
            int next = text.codePointAt(end);
            int after = end + Character.charCount(next);
            if (extendsBase(next)) {
                end = after;
            } else if (jamo > 0 && isTrailingJamo(next)) {
                jamo--;
                end = after;
            } else if (after < text.length() && isAttached(base, next, text.codePointAt(after))) {
                end = after + Character.charCount(text.codePointAt(after));
            } else {
                break;
            }
        }
        return end;
    }

    /** Whether it belongs to the character before it, whatever that is. */
    private static boolean extendsBase(int c) {
        return Scripts.isMark(c) || c == 0xFF9E || c == 0xFF9F || Emoji.isTone(c) || Emoji.isTag(c);
    }

    /** Whether a character may go on between two code points, which is certain only from its beginning. */
    static boolean mayGoOn(int before, int after) {
        return extendsBase(after)
                || isInvisible(after)
                || isInvisible(before)
                || isTrailingJamo(after)
                || (Emoji.isFlagLetter(before) && Emoji.isFlagLetter(after));
    }

    /** Whether it shows nothing: soft hyphens, direction marks, joiners. */
    static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT;
    }

    /** Whether a mark, or the sign of a woman or a man, belongs to the base although something invisible is between. */
    private static boolean isAttached(int base, int between, int c) {
        return isInvisible(between)
                && (Scripts.isMark(c) || (between == Scripts.ZWJ && Emoji.isGender(c) && Emoji.isBase(base)));
    }

    private static boolean isHangul(int c) {
        return (c >= 0x1100 && c < 0x1200) || (c >= 0xA960 && c < 0xA980) || (c >= 0xAC00 && c < 0xD7A4);
    }

    private static boolean isTrailingJamo(int c) {
        return (c >= 0x1160 && c < 0x1200) || (c >= 0xD7B0 && c < 0xD800);
    }
}
