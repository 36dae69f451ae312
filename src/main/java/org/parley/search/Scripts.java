package org.parley.search;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Classifies characters by the part they play in a word. */
final class Scripts {
    /** The part a folded character plays. */
    enum Kind {
        /** A letter of a script that has spaces between words. */
        LETTER,
        /** A decimal digit. */
        DIGIT,
        /** A vowel sign or another mark that belongs to the letter before it. */
        MARK,
        /** A letter of a script that has no spaces between words, or, as Korean, attaches endings to them. */
        UNSPACED,
        /** A word by itself. */
        EMOJI,
        /** Between two letters it joins them into one written word. */
        JOINER,
        /** Separates words. */
        OTHER
    }

    static final int ZWNJ = 0x200C;
    static final int ZWJ = 0x200D;

    private static final Kind[] KINDS = Kind.values();

    private static final Set<UnicodeScript> EAST_ASIAN =
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.BOPOMOFO);

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.JAVANESE,
            UnicodeScript.BALINESE,
            UnicodeScript.TAI_LE,
            UnicodeScript.NEW_TAI_LUE,
            UnicodeScript.TAI_THAM,
            UnicodeScript.TAI_VIET,
            UnicodeScript.YI);

    static {
        UNSPACED.addAll(EAST_ASIAN);
    }

    /** Full stop, hyphens, underscore, at sign, apostrophes, middle dot; Hebrew, Armenian and zero-width ones. */
    private static final String JOINERS =
            ".-_@'\"\u00B4\u00B7\u02BB\u02BC\u02BD\u055A\u05BE\u05F3\u05F4" + "\u200C\u200D\u2010\u2011\u2018\u2019";

    /** Kinds of the characters up to U+FFFF, plus 1; 0 is not known yet. Threads may compute the same value twice. */
    private static final byte[] KNOWN = new byte[0x10000];

    private Scripts() {}

    static Kind kind(int c) {
        if (c >= KNOWN.length) {
            return classify(c);
        }
        byte known = KNOWN[c];
        if (known == 0) {
            known = (byte) (classify(c).ordinal() + 1);
            KNOWN[c] = known;
        }
        return KINDS[known - 1];
    }

    private static Kind classify(int c) {
        if (Emoji.isBase(c)) {
            return Kind.EMOJI;
        }
        if (JOINERS.indexOf(c) >= 0) {
            return Kind.JOINER;
        }
        if (c >= 0x20000 && c < 0x40000) { // planes of Han only, also those newer than the running Java knows
            return (c & 0xFFFF) < 0xFFFE ? Kind.UNSPACED : Kind.OTHER;
        }
        int type = Character.getType(c);
        boolean mark = isMark(c);
        if (type == Character.DECIMAL_DIGIT_NUMBER) {
            return Kind.DIGIT;
        }
        if (!mark && !Character.isLetter(c) && !isOtherNumber(type)) {
            return Kind.OTHER;
        }
        if (UNSPACED.contains(UnicodeScript.of(c)) || (c >> 8 == 0x30 && (mark || type == Character.MODIFIER_LETTER))) {
            return Kind.UNSPACED; // also ー and the voicing marks, which are of no script
        }
        return mark ? Kind.MARK : Kind.LETTER;
    }

    /** Number of the run a character can stand in; Han and kana share one. */
    static int run(int c) {
        UnicodeScript script = UnicodeScript.of(c);
        return EAST_ASIAN.contains(script) || script == UnicodeScript.COMMON || script == UnicodeScript.UNKNOWN
                ? UnicodeScript.HAN.ordinal()
                : script.ordinal();
    }

    static boolean isMark(int c) {
        if (c < 0x300) {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Whether it is a number that is no decimal digit, such as Ⅻ, ² or ①. */
    static boolean isOtherNumber(int type) {
        return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    static boolean isHebrew(int c) {
        return c >= 0x590 && c < 0x600;
    }

    static boolean isArabic(int c) {
        return c >= 0x600 && c < 0x780;
    }

    /** Whether it is white space: spaces of all kinds, line breaks, control characters. */
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }
}
