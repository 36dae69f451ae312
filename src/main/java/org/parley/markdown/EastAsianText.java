package org.parley.markdown;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import org.commonmark.text.Characters;

/**
 * Classifies the characters next to a delimiter run, as the CJK-friendly amendment to CommonMark asks for.
 *
 * <p>A character counts as Chinese, Japanese or Korean if its East Asian Width is wide, fullwidth or halfwidth
 * (<a href="https://www.unicode.org/Public/16.0.0/ucd/EastAsianWidth.txt">EastAsianWidth.txt</a>, UAX #11) and it is not
 * displayed as an emoji by default (<a href="https://www.unicode.org/Public/16.0.0/ucd/emoji/emoji-data.txt">
 * emoji-data.txt</a>, UTS #51), or if its script is Hangul (UAX #24). Most of these characters belong to one of the
 * {@linkplain #isEastAsianScript scripts}; {@link #WIDE} lists the others.
 */
final class EastAsianText {
    /**
     * First and last code points, in order, of the wide, fullwidth and halfwidth characters outside the scripts: mostly
     * punctuation, symbols and marks. Ranges close gaps of unassigned code points.
     */
    private static final int[] WIDE = {
        0x20A9, 0x20A9, // won sign, halfwidth
        0x2329, 0x232A, // angle brackets
        0x2630, 0x2637, // trigrams
        0x268A, 0x268F, // monograms and digrams
        0x2FF0, 0x303E, // ideographic description, CJK symbols and punctuation
        0x3099, 0x309C, // voicing marks of kana
        0x30A0, 0x30A0, // double hyphen
        0x30FB, 0x30FC, // middle dot, prolonged sound mark
        0x3190, 0x31E5, // kanbun, strokes
        0x31EF, 0x321E, // ideographic description, enclosed letters
        0x3220, 0x3247,
        0x3250, 0x33FF, // enclosed letters and months, compatibility
        0x4DC0, 0x4DFF, // hexagrams
        0xFE10, 0xFE19, // vertical forms
        0xFE30, 0xFE52, // compatibility forms, small forms
        0xFE54, 0xFE66,
        0xFE68, 0xFE6B,
        0xFF01, 0xFFEE, // halfwidth and fullwidth forms
        0x16FE0, 0x16FE4, // ideographic symbols and punctuation
        0x16FF0, 0x16FF6,
        0x17000, 0x18D1E, // Tangut, Khitan
        0x18D80, 0x18DF2,
        0x1AFF0, 0x1B2FB, // kana extensions, Nushu
        0x1D300, 0x1D356, // Tai Xuan Jing
        0x1D360, 0x1D376, // counting rods
        0x1F200, 0x1F200,
        0x1F202, 0x1F202,
        0x1F210, 0x1F219, // enclosed ideographs that are no emoji
        0x1F21B, 0x1F22E,
        0x1F230, 0x1F231,
        0x1F237, 0x1F237,
        0x1F23B, 0x1F23B,
        0x1F240, 0x1F248,
        0x1F260, 0x1F265,
        0x20000, 0x3FFFD, // supplementary ideographic planes, unassigned code points included
    };

    private EastAsianText() {}

    static boolean isEastAsian(int codePoint) {
        return codePoint >= 0x1100 && (isEastAsianScript(codePoint) || isWide(codePoint));
    }

    private static boolean isEastAsianScript(int codePoint) {
        return switch (UnicodeScript.of(codePoint)) {
            case HANGUL, HAN, HIRAGANA, KATAKANA, BOPOMOFO, YI, TANGUT, NUSHU, KHITAN_SMALL_SCRIPT ->
                codePoint < 0x1F200 || codePoint > 0x1F2FF; // some enclosed letters there are emoji
            default -> false;
        };
    }

    private static boolean isWide(int codePoint) {
        int at = Arrays.binarySearch(WIDE, codePoint);
        return at >= 0 || (-at - 1) % 2 == 1; // between a first and a last code point
    }

    /** Whether this is punctuation that other languages use: next to it, whether a run opens or closes is in doubt. */
    static boolean isOtherPunctuation(int codePoint) {
        return isPunctuation(codePoint) && !isEastAsian(codePoint);
    }

    static boolean isPunctuation(int codePoint) {
        return Characters.isPunctuationCodePoint(codePoint);
    }

    /** A selector of the Variation Selectors Supplement, which follows ideographs only. */
    static boolean isIdeographicSelector(int codePoint) {
        return codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }

    /** U+FE00 to U+FE0E: selects a form of the character before. U+FE0F makes that an emoji and is not among them. */
    static boolean isTextSelector(int codePoint) {
        return codePoint >= 0xFE00 && codePoint <= 0xFE0E;
    }

    /** Whether the selector U+FE01 makes this a fullwidth quotation mark (StandardizedVariants.txt). */
    static boolean isFullwidthQuote(int codePoint, int selector) {
        return selector == 0xFE01
                && (codePoint == 0x2018 || codePoint == 0x2019 || codePoint == 0x201C || codePoint == 0x201D);
    }
}
