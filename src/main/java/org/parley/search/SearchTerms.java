package org.parley.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes search terms of words as they are written in a query. */
final class SearchTerms {
    /** The units of one term that are looked for; what follows does not count. */
    static final int MOST_UNITS = 64;

    private SearchTerms() {}

    /**
     * The term of a written piece; empty if no word is in it.
     *
     * <p>A run of a script without spaces gives its pairs only, as the text may go on behind it. Where more words follow
     * the run, the text must end it there too, so its last character is a unit as well.
     *
     * @param prefix whether the last word may be the beginning of one; a pair of characters never is, a single character
     *     of a script without spaces always
     */
    static Optional<SearchTerm> of(String written, boolean quoted, boolean prefix) {
        List<Word> words = Words.of(written);
        List<Word> chosen = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            int position = words.get(i).position();
            int next = i;
            while (next < words.size() && words.get(next).position() == position) {
                next++;
            }
            chosen.add(unit(words.subList(i, next), chosen));
            i = next;
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        if (endsWithRun(chosen)) {
            chosen.remove(chosen.size() - 1);
        }
        boolean cut = chosen.size() > MOST_UNITS;
        List<Word> used = cut ? chosen.subList(0, MOST_UNITS) : chosen;
        String last = used.get(used.size() - 1).term();
        boolean begins = isUnspaced(last) ? isSingle(last) : prefix && canGoOn(last);
        return Optional.of(new SearchTerm(
                used.stream().map(Word::term).toList(),
                cut ? Optional.empty() : whole(words, used),
                begins && !cut,
                quoted));
    }

    /** The unit sought at a position: with its symbol, except where that only joins it to the unit before. */
    private static Word unit(List<Word> choices, List<Word> before) {
        Word plain = choices.get(choices.size() - 1);
        Word chosen = plain;
        for (Word choice : choices) {
            boolean joined = !before.isEmpty() && before.get(before.size() - 1).to() == choice.from();
            boolean symbolBehind = choice.to() > plain.to();
            boolean symbolBefore = choice.from() < plain.from() && !joined;
            if (choice.span() == 1 && (symbolBehind || (symbolBefore && chosen == plain))) {
                chosen = choice;
            }
        }
        return chosen;
    }

    /** The one word that is written as all the units are, symbols included. */
    private static Optional<String> whole(List<Word> words, List<Word> units) {
        Word first = units.get(0);
        Word last = units.get(units.size() - 1);
        return words.stream()
                .filter(word -> word.span() > 1
                        && word.span() == units.size()
                        && word.from() == first.from()
                        && word.to() == last.to())
                .map(Word::term)
                .findFirst();
    }

    /** Whether the last unit is the single character behind the pairs of a run. */
    private static boolean endsWithRun(List<Word> units) {
        if (units.size() < 2) {
            return false;
        }
        Word last = units.get(units.size() - 1);
        Word before = units.get(units.size() - 2);
        return isSingle(last.term())
                && !isSingle(before.term())
                && before.term().endsWith(last.term())
                && before.to() == last.to();
    }

    /** Whether a term is of a script without spaces. */
    static boolean isUnspaced(String term) {
        return Scripts.kind(term.codePointAt(0)) == Scripts.Kind.UNSPACED;
    }

    static boolean isSingle(String term) {
        return term.codePointCount(0, term.length()) == 1;
    }

    /** Whether letters can follow: not behind an emoji, nor behind the symbols of C++ and C#. */
    private static boolean canGoOn(String term) {
        int last = term.codePointBefore(term.length());
        return Scripts.kind(last) != Scripts.Kind.EMOJI && last != '+' && last != '#';
    }
}
