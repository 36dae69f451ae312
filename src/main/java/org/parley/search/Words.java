package org.parley.search;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.parley.search.FoldedText.Case;

/**
 * Cuts a text into words, for the index as for queries. Any text is cut, lone surrogates included, in linear time.
 *
 * <p><b>Folding.</b> Case, accents and widths do not count: ß is ss, æ ae, ø o, ł l, đ d, þ th, ı i, ς σ; ligatures,
 * full-width and half-width forms and digits of all scripts are the usual ones. Marks come off Latin, Greek and Cyrillic
 * letters (ё is е; but й, ї, ў, ѓ and ќ are letters of their own) and Arabic and Hebrew letters. In other scripts they stay:
 * が is not か. Alef with and without hamza, Arabic and Persian yeh and kaf, and heh and teh marbuta are the same, as few
 * write them alike. Soft hyphens, zero-width spaces and other invisible characters do not count.
 *
 * <p><b>Units and wholes.</b> The smallest parts are units, at positions 0, 1, 2…: letters and digits in a row, cut before
 * capitals ({@code camelCase}, {@code HTTPServer}) and before a number at the end ({@code python3}). Units joined by one of
 * {@code . - _ @ '}, a typographic hyphen or apostrophe, a middle dot, a Hebrew gershayim or a Persian zero-width non-joiner
 * are, 2 to 8 of them, a whole as well, and so are the units of each part of it. A whole's term is its units without the
 * joiners, so {@code dont} finds {@code don't} and {@code foobar} finds {@code foo_bar}; only a full stop between two
 * digits stays, because 3.14 is not 314. Slashes do not join: the path of an address is found by its units, which
 * stand at adjacent positions.
 *
 * <p><b>Symbols.</b> A unit with {@code ++} or {@code #} behind it, or {@code . # @} before it, has a second word with
 * that symbol at the same position: {@code C++}, {@code C#}, {@code .NET}, {@code #tag}, {@code @name}. So c finds C++, but
 * c++ does not find every c.
 *
 * <p><b>Scripts without spaces.</b> Han with kana, Hangul, Thai, Lao, Khmer, Burmese and a few more give every two
 * neighbours of a run as a unit, and the last character alone. So any part of two characters is found as a word, and a
 * single character as a prefix. A rare Han character outside the basic plane is one character.
 *
 * <p><b>Emoji</b> are units, without skin tone and gender. Those joined into one picture are units and a whole.
 *
 * <p>A unit longer than {@link TermLength#MAX} bytes is cut there: long lines of base64 are found by their beginning.
 */
final class Words implements FoldedText.Reader {
    private static final int NONE = 0;

    private final Compound compound;
    private final Run run;
    /** The joiner just read after a unit, and what it came after. */
    private int joiner;

    private int lastOfUnit;
    /** Whether the character just read is in a unit of the compound. */
    private boolean touching;
    /** What may become a symbol of the unit before: + or #, and its end. */
    private int suffix;

    private int suffixTo;
    /** What may become a symbol of the unit behind: full stop, # or @. */
    private int symbol;

    private int symbolFrom;
    private int lastRead;

    private Words(Consumer<Word> words) {
        compound = new Compound(words);
        run = new Run(compound);
    }

    /** The words of a text, by position, the longer span first; at one position and span the one with a symbol first. */
    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        each(text, words::add);
        return words;
    }

    /** Hands on the words of a text in the order of {@link #of}, without keeping them. */
    static void each(String text, Consumer<Word> consumer) {
        Words words = new Words(consumer);
        for (int from = 0; from < text.length(); ) {
            int end = words.isBetween() ? PlainWord.end(text, from) : from;
            if (end > from) {
                words.plain(text, from, end);
                from = end + 1;
            } else {
                from = FoldedText.read(text, from, words);
            }
        }
        words.separate();
    }

    /** Whether nothing that was read can still matter to what comes. */
    private boolean isBetween() {
        return !run.isOpen() && !compound.hasBegun() && joiner == NONE && suffix == NONE && symbol == NONE;
    }

    /** Takes a plain word and the space behind it. */
    private void plain(String text, int from, int end) {
        compound.single(text.substring(from, end), from, end);
        lastRead = ' ';
    }

    @Override
    public void character(String folded, int from, int to, Case kind) {
        int first = folded.codePointAt(0);
        if (Scripts.kind(first) == Scripts.Kind.EMOJI) {
            emoji(folded, from, to);
            return;
        }
        if (Scripts.isMark(first)) {
            return; // without a letter it does not count
        }
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            switch (Scripts.kind(c)) {
                case LETTER, DIGIT -> letter(c, from, to, i == 0, kind);
                case MARK -> mark(c, from, to);
                case UNSPACED -> unspaced(c, from, to);
                case JOINER -> joiner(c, from);
                default -> other(c, from, to);
            }
            lastRead = c;
            i += Character.charCount(c);
        }
    }

    private void letter(int c, int from, int to, boolean begins, Case kind) {
        if (!compound.isWriting()) {
            run.end();
            suffix = NONE; // foo#bar
            if (joiner != NONE && joins(c)) {
                compound.join(joiner);
            } else {
                endCompound();
            }
            if (symbol != NONE && (symbol != '.' || Scripts.kind(c) == Scripts.Kind.LETTER)) {
                compound.symbol(symbol, symbolFrom);
            }
        }
        compound.letter(c, from, to, begins, kind);
        unitRead(c);
    }

    private void unspaced(int c, int from, int to) {
        if (compound.isWriting() && Scripts.isMark(c)) {
            mark(c, from, to); // on a letter of another script
            return;
        }
        settleSuffix();
        endCompound();
        run.add(c, from, to);
        symbol = NONE;
    }

    /** A mark that stays, behind its letter. */
    private void mark(int c, int from, int to) {
        if (compound.isWriting()) {
            compound.letter(c, from, to, false, Case.NONE);
        } else if (run.isOpen()) {
            run.add(c, from, to);
        }
    }

    private void emoji(String folded, int from, int to) {
        settleSuffix();
        run.end();
        compound.closePart();
        int c = folded.codePointAt(0);
        if (joiner == Scripts.ZWJ && joins(c)) {
            compound.join(joiner);
        } else {
            endCompound();
        }
        compound.emoji(folded, from, to);
        unitRead(c);
        lastRead = c;
    }

    private void unitRead(int c) {
        lastOfUnit = c;
        touching = true;
        joiner = NONE;
        symbol = NONE;
    }

    private boolean joins(int c) {
        boolean emoji = Scripts.kind(c) == Scripts.Kind.EMOJI;
        boolean sameKind = emoji == (Scripts.kind(lastOfUnit) == Scripts.Kind.EMOJI);
        return sameKind && (joiner != '"' || (Scripts.isHebrew(lastOfUnit) && Scripts.isHebrew(c)));
    }

    private void joiner(int c, int from) {
        boolean afterEmoji = touching && Scripts.kind(lastOfUnit) == Scripts.Kind.EMOJI;
        if ((c == Scripts.ZWJ && !afterEmoji) || (c == Scripts.ZWNJ && !(touching && Scripts.isArabic(lastOfUnit)))) {
            return; // says how letters look
        }
        settleSuffix();
        run.end();
        if (touching) {
            compound.closePart();
            joiner = c;
            touching = false;
        } else if (joiner != '_' || c != '_') {
            endCompound();
        }
        symbolRead(c, from);
    }

    private void other(int c, int from, int to) {
        boolean first = touching && (c == '+' || c == '#') && UnicodeScript.of(lastOfUnit) == UnicodeScript.LATIN;
        if (c == '+' && suffix == '+' && lastRead == '+') {
            compound.suffix("++", to);
            suffix = NONE;
        }
        settleSuffix();
        if (first) {
            compound.closePart();
            touching = false;
            suffix = c;
            suffixTo = to;
        } else {
            separate();
        }
        symbolRead(c, from);
    }

    /** Decides about a # behind a unit, now that no letter follows. */
    private void settleSuffix() {
        if (suffix == '#') {
            compound.suffix("#", suffixTo);
        }
        suffix = NONE;
    }

    /** One full stop, # or @ may be a symbol; dots and rows of # are not. */
    private void symbolRead(int c, int from) {
        boolean single = lastRead != c && (c == '.' || c == '#' || c == '@');
        symbol = single ? c : NONE;
        symbolFrom = from;
    }

    private void endCompound() {
        compound.end();
        joiner = NONE;
        touching = false;
    }

    private void separate() {
        settleSuffix();
        run.end();
        endCompound();
    }
}
