package org.parley.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds one term in the words of a text, in one pass. */
final class TermMatcher {
    /** Positions that a word can reach over, and more: a power of 2. */
    private static final int RING = 16;

    /** Hits kept: more than people write in a text, so that one made of a single word costs no memory. */
    private static final int MOST_HITS = 100_000;

    private final String text;
    private final SearchTerm term;
    private final int length;
    private final String last;
    /** Of each unit, bit k where it is the k-th of the term. */
    private final Map<String, Long> places = new HashMap<>();
    /** Of each position ahead, bit k where k units were found before it, and where the first of them began. */
    private final long[] found = new long[RING];

    private final int[][] begins;
    private int position;
    private final List<Span> hits = new ArrayList<>();

    /**
     * Prepares to read a text.
     *
     * @param term of whose units the first {@link SearchTerms#MOST_UNITS} count
     */
    TermMatcher(String text, SearchTerm term) {
        this.text = text;
        this.term = term;
        length = Math.min(term.units().size(), SearchTerms.MOST_UNITS);
        last = term.units().get(length - 1);
        begins = new int[RING][length];
        for (int k = 0; k < length; k++) {
            places.merge(term.units().get(k), 1L << k, (one, other) -> one | other);
        }
    }

    /** Where the term was found, by beginning; the first {@value #MOST_HITS} places. */
    List<Span> hits() {
        return hits;
    }

    /** Takes the next word of the text. */
    void word(Word word) {
        for (; position < word.position(); position++) {
            found[position % RING] = 0;
        }
        if (term.whole().isPresent() && isWord(term.whole().get(), word)) {
            hit(word.from(), word.to());
        }
        long fitting = places.getOrDefault(word.term(), 0L);
        if (term.prefix() && word.term().startsWith(last)) {
            fitting |= 1L << (length - 1);
        }
        fitting &= found[position % RING] | 1;
        for (; fitting != 0; fitting &= fitting - 1) {
            int k = Long.numberOfTrailingZeros(fitting);
            int from = k == 0 ? word.from() : begins[position % RING][k];
            if (k + 1 == length) {
                hit(from, end(word));
            } else {
                int next = (position + word.span()) % RING;
                found[next] |= 1L << (k + 1);
                begins[next][k + 1] = from;
            }
        }
    }

    private boolean isWord(String sought, Word word) {
        return term.prefix() ? word.term().startsWith(sought) : word.term().equals(sought);
    }

    /** The end of a hit: of its last word, but of a pair only the character sought. */
    private int end(Word word) {
        boolean single = term.prefix() && SearchTerms.isUnspaced(last) && SearchTerms.isSingle(last);
        return single ? Clusters.end(text, word.from()) : word.to();
    }

    /** Keeps a hit; where a whole and its unit both begin as the term does, the unit comes later and is enough. */
    private void hit(int from, int to) {
        int before = hits.size() - 1;
        if (before >= 0 && hits.get(before).from() == from) {
            hits.set(before, new Span(from, to));
        } else if (hits.size() < MOST_HITS) {
            hits.add(new Span(from, to));
        }
    }

    /** Finds terms in a text; the answer has the hits of each term, in the order of the terms. */
    static List<List<Span>> hits(String text, List<SearchTerm> terms) {
        TermMatcher[] matchers =
                terms.stream().map(term -> new TermMatcher(text, term)).toArray(TermMatcher[]::new);
        if (matchers.length > 0) {
            Words.each(text, word -> {
                for (TermMatcher matcher : matchers) {
                    matcher.word(word);
                }
            });
        }
        return Arrays.stream(matchers).map(TermMatcher::hits).toList();
    }
}
