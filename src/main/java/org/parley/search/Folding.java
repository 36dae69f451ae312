package org.parley.search;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** Folds one character, as {@link Clusters} finds it, to the form in which texts and queries are compared. */
final class Folding {
    /** Further marks on a letter are ignored: normalizing sorts them, which takes quadratic time. No language has as many. */
    private static final int LONGEST_CLUSTER = 64;

    /** Cyrillic letters with a mark that are letters of their own to their readers: й ї ў ѓ ќ. ё is not: many write е. */
    private static final String OWN_LETTERS = "\u0439\u0457\u045E\u0453\u045C";

    private static final char FRACTION_SLASH = '\u2044';

    /** Folded forms of the characters up to U+FFFF. Threads may compute the same value twice. */
    private static final String[] KNOWN = new String[0x10000];

    private Folding() {}

    /** The folded form of the character between two places; empty if it does not count. */
    static String of(String text, int from, int to) {
        if (to - from > 1) {
            return fold(text.substring(from, Math.min(to, cut(text, from))));
        }
        char c = text.charAt(from);
        String known = KNOWN[c];
        if (known == null) {
            known = fold(String.valueOf(c));
            KNOWN[c] = known;
        }
        return known;
    }

    private static int cut(String text, int from) {
        int to = Math.min(text.length(), from + LONGEST_CLUSTER);
        return Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
    }

    private static String fold(String cluster) {
        int base = cluster.codePointAt(0);
        int baseLength = Character.charCount(base);
        if (Emoji.isBase(base)) {
            boolean flag = Emoji.isFlagLetter(base) && cluster.length() >= 4;
            return cluster.substring(0, flag && Emoji.isFlagLetter(cluster.codePointAt(2)) ? 4 : baseLength);
        }
        if (Clusters.isInvisible(base)) {
            String joiner = base == Scripts.ZWNJ || base == Scripts.ZWJ ? cluster.substring(0, 1) : "";
            return cluster.length() == baseLength ? joiner : fold(cluster.substring(baseLength));
        }
        if (!isFolded(base)) {
            return Marks.isWithin(base) ? "" : cluster.substring(0, baseLength);
        }
        String composed = Normalizer.normalize(visible(cluster), keepsForm(base) ? Form.NFC : Form.NFKC);
        if (composed.indexOf(FRACTION_SLASH) >= 0) {
            composed = " " + composed + " "; // 2½ is not 21/2
        }
        StringBuilder folded = new StringBuilder();
        int before = 0;
        for (int i = 0; i < composed.length(); i += Character.charCount(composed.codePointAt(i))) {
            int c = composed.codePointAt(i);
            if (!Scripts.isMark(c)) {
                before = c;
                letter(c, folded);
            } else if (!Marks.comesOff(c, before)) {
                folded.appendCodePoint(c);
            }
        }
        return folded.toString();
    }

    /** Without what shows nothing on a letter, and with half-width voicing marks as marks. */
    private static String visible(String cluster) {
        if (cluster.codePoints().noneMatch(c -> Clusters.isInvisible(c) || c >= 0xFF9E)) {
            return cluster;
        }
        StringBuilder visible = new StringBuilder();
        cluster.codePoints()
                .filter(c -> !Clusters.isInvisible(c) && !Emoji.isTone(c))
                .map(c -> c == 0xFF9E || c == 0xFF9F ? c - 0xFF9E + 0x3099 : c)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    /** Letters, numbers and marks; full-width forms, and signs that are squeezed words, such as ㎏ and ㍿. */
    private static boolean isFolded(int c) {
        return Character.isLetterOrDigit(c)
                || Scripts.isMark(c)
                || Scripts.isOtherNumber(Character.getType(c))
                || (c >= 0xFF01 && c <= 0xFFDC)
                || (c >= 0x3200 && c <= 0x33FF);
    }

    /** Korean letters as they are typed, and Thai and Lao AM: their compatibility forms are not what readers type. */
    private static boolean keepsForm(int c) {
        return (c >= 0x3130 && c <= 0x318F) || c == 0x0E33 || c == 0x0EB3;
    }

    private static void letter(int c, StringBuilder folded) {
        if (c < 0x80) {
            folded.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
            return;
        }
        if (Character.isDigit(c)) {
            folded.append((char) ('0' + Character.digit(c, 10)));
            return;
        }
        int lower = Character.toLowerCase(Character.toUpperCase(c)); // by way of upper case: ς, ı and ſ
        String spelled = spelled(lower);
        if (spelled != null) {
            folded.append(spelled);
        } else if (OWN_LETTERS.indexOf(lower) >= 0 || !Marks.areAccents(lower)) {
            folded.appendCodePoint(lower);
        } else {
            plain(lower, folded);
        }
    }

    /** Appends a letter of an alphabet with accents without them. */
    private static void plain(int c, StringBuilder folded) {
        String parts = Normalizer.normalize(Character.toString(c), Form.NFD);
        int base = parts.codePointAt(0);
        String spelled = spelled(base); // ǿ is an ø first
        if (spelled != null) {
            folded.append(spelled);
        } else {
            folded.appendCodePoint(base);
        }
    }

    /**
     * How a letter that does not decompose is spelled without what is special about it; null for all others. In Arabic
     * script the hamza of an alef is often left out, yeh and kaf differ with the keyboard (Arabic, Persian, Urdu), and
     * final yeh and teh marbuta are often written without their dots.
     */
    private static String spelled(int c) {
        return switch (c) {
            case 'ß' -> "ss";
            case 'æ' -> "ae";
            case 'œ' -> "oe";
            case 'ø' -> "o";
            case 'ł' -> "l";
            case 'đ', 'ð' -> "d";
            case 'þ' -> "th";
            case 'ħ' -> "h";
            case 'ŧ' -> "t";
            case 'ı', 'İ' -> "i";
            case '\u0640' -> ""; // tatweel
            case '\u0622', '\u0623', '\u0625', '\u0671' -> "\u0627"; // alef with madda, hamza, wasla
            case '\u0649', '\u06CC' -> "\u064A"; // alef maksura, Persian yeh
            case '\u06A9' -> "\u0643"; // Persian kaf
            case '\u0629', '\u06C0', '\u06C1', '\u06C2' -> "\u0647"; // teh marbuta, heh with yeh, Urdu heh
            default -> null;
        };
    }
}
