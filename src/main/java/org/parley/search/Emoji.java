package org.parley.search;

/** Emoji, told by their blocks: a Java older than an emoji calls it unassigned. */
final class Emoji {
    private Emoji() {}

    /**
     * Whether it is an emoji or a pictograph. Box drawings, braille, arrows and signs such as ™ are not: they decorate
     * texts, and would come between the words of a phrase.
     */
    static boolean isBase(int c) {
        if (c < 0x231A) {
            return false;
        }
        if (c < 0x1F000) {
            return c == 0x231A
                    || c == 0x231B
                    || (c >= 0x23E9 && c <= 0x23FA)
                    || (c >= 0x2600 && c <= 0x2767)
                    || c == 0x2B50
                    || c == 0x2B55;
        }
        return (c <= 0x1F0FF || (c >= 0x1F18E && c <= 0x1FAFF)) && !isTone(c);
    }

    /** Whether it is one of the two letters that make a flag. */
    static boolean isFlagLetter(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }

    /** Whether it colours the skin of the emoji before it. */
    static boolean isTone(int c) {
        return c >= 0x1F3FB && c <= 0x1F3FF;
    }

    /** Whether it is a letter of the invisible suffix that makes regional flags. */
    static boolean isTag(int c) {
        return c >= 0xE0020 && c <= 0xE007F;
    }

    /** Whether it tells a woman or a man after a zero-width joiner. */
    static boolean isGender(int c) {
        return c == 0x2640 || c == 0x2642;
    }
}
