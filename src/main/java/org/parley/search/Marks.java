package org.parley.search;

import java.lang.Character.UnicodeScript;

/** Which marks count for comparing. */
final class Marks {
    private Marks() {}

    /**
     * Whether a mark does not count. It comes off after Latin, Greek and Cyrillic letters, digits and Arabic and Hebrew
     * letters. Elsewhere, in kana and in Indic and Thai scripts, it makes another sound and stays.
     *
     * @param mark a mark
     * @param base what it is put on; 0 if nothing
     */
    static boolean comesOff(int mark, int base) {
        UnicodeScript script = UnicodeScript.of(mark);
        if (isSelector(mark) || isPoint(mark)) {
            return true;
        }
        if (base == 0) {
            return script == UnicodeScript.INHERITED && mark >> 8 != 0x30; // a lone voicing mark stays with its kana
        }
        return areAccents(base) || isPointed(base) || (base < 0x80 && Character.isDigit(base));
    }

    /** Whether marks on this letter are accents. */
    static boolean areAccents(int letter) {
        UnicodeScript script = UnicodeScript.of(letter);
        return script == UnicodeScript.LATIN || script == UnicodeScript.GREEK || script == UnicodeScript.CYRILLIC;
    }

    /** Armenian signs of stress and question, which stand inside a word and do not part it. */
    static boolean isWithin(int c) {
        return c == 0x055B || c == 0x055C || c == 0x055E;
    }

    /** Whether it is a vowel point of Arabic or Hebrew; by block, as the Arabic ones are of no script. */
    private static boolean isPoint(int mark) {
        return (mark >= 0x0591 && mark < 0x0700) || (mark >= 0x08D3 && mark < 0x0900);
    }

    private static boolean isPointed(int letter) {
        UnicodeScript script = UnicodeScript.of(letter);
        return script == UnicodeScript.ARABIC || script == UnicodeScript.HEBREW;
    }

    /** Variation selectors and the grapheme joiner say how something looks. */
    private static boolean isSelector(int mark) {
        return mark == 0x034F || (mark >= 0xFE00 && mark <= 0xFE0F) || (mark >= 0xE0100 && mark <= 0xE01EF);
    }
}
