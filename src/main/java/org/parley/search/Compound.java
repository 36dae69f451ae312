package org.parley.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.parley.search.FoldedText.Case;

/** One written word, made of units that joiners or capitals separate. Hands on the units and the wholes they form. */
final class Compound {
    private static final int LONGEST_WHOLE = 8;
    private static final int MOST_BUFFERED = 64;
    private static final int NONE = 0;

    /** A unit that waits for the end of its compound. */
    private static final class Unit {
        String term;
        int from;
        int to;
        boolean opensPart;
        int joiner;
        int symbol;
        int symbolFrom;
        String suffix = "";
        int suffixTo;
    }

    private final Consumer<Word> words;
    private final Piece piece = new Piece(this::add);
    private final List<Unit> units = new ArrayList<>();
    private Unit next = new Unit();
    private boolean begun;
    private boolean tooLong;
    private int position;

    Compound(Consumer<Word> words) {
        this.words = words;
        next.opensPart = true;
    }

    /** Whether the character before belongs to it and can be followed by another letter of the same part. */
    boolean isWriting() {
        return piece.isOpen();
    }

    /** Whether a written word has begun that has not ended. */
    boolean hasBegun() {
        return begun;
    }

    void letter(int c, int from, int to, boolean begins, Case kind) {
        begun = true;
        piece.add(c, from, to, begins, kind);
    }

    /** Adds an emoji, which is a unit by itself. */
    void emoji(String term, int from, int to) {
        begun = true;
        add(term, from, to);
    }

    /** Ends a part; letters that follow at once are the next part. */
    void closePart() {
        piece.close();
    }

    /** Begins another part, and says what is between it and the part before. */
    void join(int joiner) {
        next.joiner = joiner;
        next.opensPart = true;
    }

    /** Says that a part begins with a symbol: {@code #tag}, {@code @name}, {@code .NET}. */
    void symbol(int symbol, int from) {
        next.symbol = symbol;
        next.symbolFrom = from;
    }

    /** Says that the last unit ends with a symbol: {@code C++}, {@code C#}. */
    void suffix(String symbols, int to) {
        if (!units.isEmpty()) {
            Unit last = units.get(units.size() - 1);
            last.suffix = symbols;
            last.suffixTo = to;
        }
    }

    /** Hands on all that is left and makes room for another compound. */
    void end() {
        if (begun) {
            piece.close();
            hand(true);
            begun = false;
            tooLong = false;
            next = new Unit();
            next.opensPart = true;
        }
    }

    /** Hands on a unit that belongs to no compound; only between two compounds. */
    void single(String term, int from, int to) {
        words.accept(new Word(term, from, to, position++, 1));
    }

    private void add(String term, int from, int to) {
        next.term = term;
        next.from = from;
        next.to = to;
        units.add(next);
        next = new Unit();
        if (units.size() == MOST_BUFFERED) {
            hand(false);
            tooLong = true;
        }
    }

    /**
     * Hands on the units, all of them or, as there may be any number, those whose wholes are certain: a part that may go
     * on is kept until it is too long for a whole.
     */
    private void hand(boolean complete) {
        if (units.size() > 1 && units.get(1).joiner == Scripts.ZWJ) {
            showAsOne();
        }
        if (complete && !tooLong) {
            whole(0, units.size());
        }
        int begin = 0;
        while (begin < units.size()) {
            int end = begin + 1;
            while (end < units.size() && !units.get(end).opensPart) {
                end++;
            }
            if (!complete && end == units.size() && end - begin <= LONGEST_WHOLE) {
                break;
            }
            boolean all = begin == 0 && end == units.size() && !tooLong;
            if (units.get(begin).opensPart && !all) {
                whole(begin, end);
            }
            for (Unit unit : units.subList(begin, end)) {
                unit(unit);
                position++;
            }
            begin = end;
        }
        units.subList(0, begin).clear();
    }

    /** A family is one picture, so its members are shown as found in all of it. */
    private void showAsOne() {
        int from = units.get(0).from;
        int to = units.get(units.size() - 1).to;
        for (Unit unit : units) {
            unit.from = from;
            unit.to = to;
        }
    }

    private void unit(Unit unit) {
        if (unit.symbol != NONE) {
            word(Character.toString(unit.symbol) + unit.term, unit.symbolFrom, unit.to, 1);
        }
        if (!unit.suffix.isEmpty()) {
            word(unit.term + unit.suffix, unit.from, unit.suffixTo, 1);
        }
        word(unit.term, unit.from, unit.to, 1);
    }

    private void whole(int begin, int end) {
        if (end - begin < 2 || end - begin > LONGEST_WHOLE) {
            return;
        }
        StringBuilder joined = new StringBuilder();
        for (Unit unit : units.subList(begin, end)) {
            if (unit.joiner == '.' && isDigit(joined, joined.length() - 1) && isDigit(unit.term, 0)) {
                joined.append('.');
            }
            joined.append(unit.term);
        }
        Unit first = units.get(begin);
        int to = units.get(end - 1).to;
        if (first.symbol != NONE) {
            word(Character.toString(first.symbol) + joined, first.symbolFrom, to, end - begin);
        }
        word(joined.toString(), first.from, to, end - begin);
    }

    private static boolean isDigit(CharSequence text, int at) {
        return at >= 0 && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** Hands on a word, unless a symbol or the joining made its term too long. */
    private void word(String term, int from, int to, int span) {
        if (TermLength.fits(term)) {
            words.accept(new Word(term, from, to, position, span));
        }
    }
}
