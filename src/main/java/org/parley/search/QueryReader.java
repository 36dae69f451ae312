package org.parley.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the query language. No query is wrong: what is no operator is a word.
 *
 * <ul>
 *   <li>{@code word}: what is written without a space is one term, so {@code foo.bar} and {@code src/main} are found as
 *       such. The last word of the query may be the beginning of one, even if a space or an operator follows; so may any
 *       {@code word*}.
 *   <li>{@code "a phrase"}, in any quotation marks. One that is not closed yet may go on.
 *   <li>{@code -word} and {@code -"a phrase"} exclude. {@code --flag} is a word, and so is {@code tag:x} in {@code -tag:x},
 *       as operators cannot be excluded.
 *   <li>{@code tag: project: in:title role: before: after: is:}, in any case; the value may be quoted.
 * </ul>
 *
 * <p>At most {@link #MOST_TERMS} terms are used, found and excluded ones together, of at most {@link SearchTerms#MOST_UNITS}
 * units each, and of the query itself the first {@link #LONGEST_QUERY} UTF-16 units.
 */
final class QueryReader {
    static final int MOST_TERMS = 32;
    static final int LONGEST_QUERY = 4_096;

    /** A term that may yet turn out to be the last one. */
    private record Written(String text, SearchTerm term, boolean excluded) {}

    private final String query;
    private final FilterReader filter = new FilterReader();
    private final List<Written> terms = new ArrayList<>();
    private int at;

    private QueryReader(String query) {
        this.query = query.length() > LONGEST_QUERY ? query.substring(0, LONGEST_QUERY) : query;
    }

    /** Reads a query of any form; a blank one asks for nothing. */
    static SearchQuery read(String query) {
        return new QueryReader(query).read();
    }

    private SearchQuery read() {
        for (skipSpace(); at < query.length(); skipSpace()) {
            boolean excluded = isExclusion();
            if (excluded) {
                at++;
            }
            if (Quotes.opens(query, at)) {
                phrase(excluded);
            } else if (excluded || !operator()) {
                word(at, excluded);
            }
        }
        lastMayGoOn();
        return new SearchQuery(terms(false), terms(true), filter.filter());
    }

    private void skipSpace() {
        while (at < query.length() && isSpace(at)) {
            at++;
        }
    }

    private boolean isSpace(int place) {
        return Scripts.isSpace(query.charAt(place));
    }

    /** A single hyphen before something. */
    private boolean isExclusion() {
        return query.charAt(at) == '-' && at + 1 < query.length() && !isSpace(at + 1) && query.charAt(at + 1) != '-';
    }

    private void phrase(boolean excluded) {
        int open = at;
        int close = Quotes.close(query, open);
        at = Math.min(close + 1, query.length());
        add(query.substring(open + 1, close), true, close == query.length() && !excluded, excluded);
    }

    /** Reads an operator with a value it can have, or what looks like one and is a word. */
    private boolean operator() {
        int start = at;
        int colon = start;
        while (colon < query.length() && isLatinLetter(query.charAt(colon))) {
            colon++;
        }
        if (colon == start || colon >= query.length() || query.charAt(colon) != ':') {
            return false;
        }
        String name = query.substring(start, colon);
        String value;
        if (Quotes.opens(query, colon + 1)) {
            int close = Quotes.close(query, colon + 1);
            value = query.substring(colon + 2, close);
            at = Math.min(close + 1, query.length());
        } else {
            value = query.substring(colon + 1, endOfWord(colon));
            at = endOfWord(colon);
        }
        if (!filter.accept(name, value)) {
            word(start, false);
        }
        return true;
    }

    /** Reads a word that begins at a place and ends where the next space is, or further on if that was read already. */
    private void word(int start, boolean excluded) {
        int end = Math.max(at, endOfWord(at));
        at = end;
        String word = query.substring(start, end);
        boolean star = word.endsWith("*");
        add(star ? word.substring(0, word.length() - 1) : word, false, star, excluded);
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < query.length() && !isSpace(end)) {
            end++;
        }
        return end;
    }

    private void add(String text, boolean quoted, boolean prefix, boolean excluded) {
        if (terms.size() < MOST_TERMS) {
            SearchTerms.of(text, quoted, prefix).ifPresent(term -> terms.add(new Written(text, term, excluded)));
        }
    }

    private void lastMayGoOn() {
        int last = terms.size() - 1;
        if (last < 0 || terms.get(last).excluded() || terms.get(last).term().quoted()) {
            return;
        }
        Written written = terms.get(last);
        Optional<SearchTerm> prefix = SearchTerms.of(written.text(), false, true);
        prefix.ifPresent(term -> terms.set(last, new Written(written.text(), term, false)));
    }

    private List<SearchTerm> terms(boolean excluded) {
        return terms.stream()
                .filter(written -> written.excluded() == excluded)
                .map(Written::term)
                .distinct()
                .toList();
    }

    private static boolean isLatinLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
