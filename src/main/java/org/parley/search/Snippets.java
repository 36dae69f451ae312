package org.parley.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shows where the terms of a query stand in a text. All of it takes time in proportion to the text and the terms. */
final class Snippets {
    /** UTF-16 units of the longest snippet. */
    static final int LONGEST = 240;

    /** How far the hits of a snippet may reach, so that some of what is around them is shown as well. */
    private static final int REACH = 160;

    private record Hit(Span span, int term) {}

    private Snippets() {}

    /**
     * The part of a text with the most different terms, of equal ones the earliest; the beginning of a text that has none.
     * It is cut between words where it can be, and never between a letter and its marks.
     */
    static Snippet of(String text, List<SearchTerm> terms) {
        List<Hit> hits = new ArrayList<>();
        List<List<Span>> found = TermMatcher.hits(text, terms);
        for (int term = 0; term < found.size(); term++) {
            for (Span span : found.get(term)) {
                hits.add(new Hit(span, term));
            }
        }
        hits.sort(Comparator.comparing(Hit::span, Comparator.comparingInt(Span::from)));
        return Excerpt.of(text, focus(hits, terms.size()), merged(hits));
    }

    /** The places of all hits in a text, in order, none touching another. */
    static List<Span> highlights(String text, List<SearchTerm> terms) {
        return merged(TermMatcher.hits(text, terms).stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Span::from))
                .map(span -> new Hit(span, 0))
                .toList());
    }

    /** Whether a text has a term. */
    static boolean contains(String text, SearchTerm term) {
        return !TermMatcher.hits(text, List.of(term)).get(0).isEmpty();
    }

    /** From the first to the last hit of the part to show. */
    private static Span focus(List<Hit> hits, int terms) {
        int[] counts = new int[terms];
        int distinct = 0;
        int most = 0;
        int end = 0;
        Span best = new Span(0, 0);
        for (int begin = 0; begin < hits.size() && most < terms; begin++) {
            int from = hits.get(begin).span().from();
            while (end < hits.size() && (end <= begin || hits.get(end).span().to() - from <= REACH)) {
                distinct += counts[hits.get(end++).term()]++ == 0 ? 1 : 0;
            }
            if (distinct > most) {
                most = distinct;
                best = new Span(from, hits.get(end - 1).span().to());
            }
            distinct -= --counts[hits.get(begin).term()] == 0 ? 1 : 0;
        }
        return best;
    }

    private static List<Span> merged(List<Hit> hits) {
        List<Span> merged = new ArrayList<>();
        for (Hit hit : hits) {
            Span span = hit.span();
            int last = merged.size() - 1;
            if (last >= 0 && span.from() <= merged.get(last).to()) {
                Span before = merged.get(last);
                merged.set(last, new Span(before.from(), Math.max(before.to(), span.to())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }
}
