package org.parley.search;

import org.parley.search.FoldedText.Case;

/**
 * Letters and digits in an unbroken row, cut into units: {@code camelCase} and {@code HTTPServer} where a capital begins a
 * word, {@code python3} and {@code GPT4} before the number at the end. Anything else that mixes letters and digits, such as
 * a hash, is one unit.
 */
final class Piece {
    /** Takes the units. */
    interface Units {
        /** Takes a unit: its term, and its place in the original. */
        void unit(String term, int from, int to);
    }

    private final Units units;
    private final StringBuilder term = new StringBuilder();
    private final int[] froms = new int[TermLength.MAX];
    private final int[] tos = new int[TermLength.MAX];
    private boolean open;
    private boolean full;
    private int bytes;
    private int end;
    private int lastStart;
    private Case last = Case.NONE;
    private Case beforeLast = Case.NONE;

    Piece(Units units) {
        this.units = units;
    }

    boolean isOpen() {
        return open;
    }

    /**
     * Adds a letter.
     *
     * @param begins whether it is the first of those that an original character was folded to
     */
    void add(int c, int from, int to, boolean begins, Case kind) {
        if (begins && open) {
            if (last == Case.LOWER && kind == Case.UPPER) {
                close();
            } else if (kind == Case.LOWER && last == Case.UPPER && isCapitalOrDigit(beforeLast) && !full) {
                closeBeforeLast();
            }
        }
        if (begins) {
            lastStart = term.length();
            beforeLast = last;
            last = kind;
        }
        open = true;
        end = to;
        int size = TermLength.bytes(c);
        if (full || bytes + size > TermLength.MAX) {
            full = true;
            return;
        }
        bytes += size;
        for (int i = 0; i < Character.charCount(c); i++) {
            froms[term.length() + i] = from;
            tos[term.length() + i] = to;
        }
        term.appendCodePoint(c);
    }

    void close() {
        if (open) {
            hand(term.length(), end);
            clear();
        }
    }

    private void clear() {
        term.setLength(0);
        open = false;
        full = false;
        bytes = 0;
        lastStart = 0;
        last = Case.NONE;
        beforeLast = Case.NONE;
    }

    /** Closes the unit before the last letter, which begins the next one: HTTP|Server. */
    private void closeBeforeLast() {
        hand(lastStart, tos[lastStart - 1]);
        int rest = term.length() - lastStart;
        System.arraycopy(froms, lastStart, froms, 0, rest);
        System.arraycopy(tos, lastStart, tos, 0, rest);
        term.delete(0, lastStart);
        bytes = term.codePoints().map(TermLength::bytes).sum();
        lastStart = 0;
    }

    private void hand(int length, int to) {
        int number = length;
        while (number > 0 && isDigit(term.charAt(number - 1))) {
            number--;
        }
        if (number < 2
                || number == length
                || full
                || term.substring(0, number).chars().anyMatch(Piece::isDigit)) {
            units.unit(term.substring(0, length), froms[0], to);
        } else {
            units.unit(term.substring(0, number), froms[0], tos[number - 1]);
            units.unit(term.substring(number, length), froms[number], to);
        }
    }

    private static boolean isCapitalOrDigit(Case kind) {
        return kind == Case.UPPER || kind == Case.DIGIT;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
