package org.parley.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * Queries that differ from one without results by a typo a word: a letter too many, missing, another one or two that changed
 * places. The first letter is taken as right. Words come only from the searcher's own index.
 */
final class Corrections {
    /** In shorter words too many others are one letter away. */
    private static final int MIN_LENGTH = 3;

    private static final int MAX_WORDS = 5;
    private static final int MAX_QUERIES = 24;

    private final IndexReader reader;
    private final SearchQuery query;

    Corrections(IndexReader reader, SearchQuery query) {
        this.reader = reader;
        this.query = query;
    }

    /**
     * The queries to try, the likeliest first. Words that are in no text are corrected all at once; if there are none, each
     * word is by itself.
     */
    List<SearchQuery> queries() throws IOException {
        List<SearchTerm> terms = query.terms();
        Map<Integer, List<SearchTerm>> unknown = new HashMap<>();
        Map<Integer, List<SearchTerm>> known = new HashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            if (isWord(terms.get(i))) {
                String word = terms.get(i).units().get(0);
                (isKnown(terms.get(i)) ? known : unknown).put(i, like(word));
            }
        }
        List<SearchQuery> queries = new ArrayList<>();
        if (unknown.isEmpty()) {
            known.forEach((at, words) -> words.forEach(word -> queries.add(with(terms, Map.of(at, word)))));
        } else if (unknown.values().stream().noneMatch(List::isEmpty)) {
            combine(new ArrayList<>(unknown.keySet()), unknown, new HashMap<>(), queries);
        }
        return queries.subList(0, Math.min(MAX_QUERIES, queries.size()));
    }

    private void combine(
            List<Integer> places,
            Map<Integer, List<SearchTerm>> words,
            Map<Integer, SearchTerm> chosen,
            List<SearchQuery> queries) {
        if (queries.size() >= MAX_QUERIES) {
            return;
        }
        if (chosen.size() == places.size()) {
            queries.add(with(query.terms(), chosen));
            return;
        }
        int place = places.get(chosen.size());
        for (SearchTerm word : words.get(place)) {
            chosen.put(place, word);
            combine(places, words, chosen, queries);
            chosen.remove(place);
        }
    }

    private SearchQuery with(List<SearchTerm> terms, Map<Integer, SearchTerm> others) {
        List<SearchTerm> changed = new ArrayList<>(terms);
        others.forEach(changed::set);
        return new SearchQuery(changed, query.excluded(), query.filter());
    }

    private static boolean isWord(SearchTerm term) {
        String word = term.units().get(0);
        return term.units().size() == 1
                && !term.quoted()
                && word.codePointCount(0, word.length()) >= MIN_LENGTH
                && word.codePoints().allMatch(c -> Scripts.kind(c) == Scripts.Kind.LETTER);
    }

    private boolean isKnown(SearchTerm term) throws IOException {
        for (String field : List.of(IndexFields.TEXT, IndexFields.TITLE)) {
            if (reader.docFreq(new Term(field, term.units().get(0))) > 0) {
                return true;
            }
        }
        return false;
    }

    private List<SearchTerm> like(String word) throws IOException {
        Map<String, Integer> found = new HashMap<>();
        for (String field : List.of(IndexFields.TEXT, IndexFields.TITLE)) {
            Terms terms = MultiTerms.getTerms(reader, field);
            if (terms == null) {
                continue;
            }
            FuzzyTermsEnum words = new FuzzyTermsEnum(terms, new Term(field, word), 1, 1, true);
            for (BytesRef term = words.next(); term != null; term = words.next()) {
                found.merge(term.utf8ToString(), words.docFreq(), Integer::sum);
            }
        }
        found.remove(word);
        return found.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_WORDS)
                .map(entry -> new SearchTerm(List.of(entry.getKey()), Optional.empty(), false, false))
                .toList();
    }

    /**
     * The query as it was typed, with the words that were corrected.
     *
     * @param typed the query as it was typed
     */
    static String text(String typed, SearchQuery query, SearchQuery corrected) {
        Map<String, String> changed = new HashMap<>();
        for (int i = 0; i < query.terms().size(); i++) {
            SearchTerm before = query.terms().get(i);
            SearchTerm after = corrected.terms().get(i);
            if (!before.equals(after)) {
                changed.put(before.units().get(0), after.units().get(0));
            }
        }
        StringBuilder text = new StringBuilder(typed);
        List<Word> words = Words.of(typed).stream()
                .filter(word -> word.span() == 1 && changed.containsKey(word.term()))
                .sorted(Comparator.comparingInt(Word::from).reversed())
                .toList();
        words.forEach(word -> text.replace(word.from(), word.to(), changed.get(word.term())));
        return text.toString();
    }
}
