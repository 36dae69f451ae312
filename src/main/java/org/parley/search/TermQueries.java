package org.parley.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Makes Lucene's queries of the words that somebody looks for. */
final class TermQueries {
    /** So many words are tried for a beginning that stands behind others; those after it in the alphabet are not. */
    private static final int MAX_ENDINGS = 200;
    /** A word that only begins as asked counts less than the word itself. */
    private static final float BEGINNING = 0.3f;
    /** How much it counts that words stand near one another. */
    private static final float NEAR = 1.5f;
    /** So many words may lie between. */
    private static final int NEAR_WORDS = 8;

    private final IndexReader reader;

    TermQueries(IndexReader reader) {
        this.reader = reader;
    }

    /** What holds a term in a field. */
    Query of(SearchTerm term, String field) throws IOException {
        List<Query> ways = new ArrayList<>();
        List<String> units = term.units();
        ways.add(exact(units, field));
        term.whole().ifPresent(whole -> ways.add(new TermQuery(new Term(field, whole))));
        if (term.prefix() && beginsWords(term, field)) {
            ways.add(beginning(units, field));
            term.whole().ifPresent(whole -> ways.add(prefix(whole, field)));
        }
        return any(ways);
    }

    /** Adds to the score where the terms stand near one another; empty for one term. */
    List<Query> nearness(List<SearchTerm> terms, String field) {
        if (terms.size() < 2) {
            return List.of();
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder().setSlop(NEAR_WORDS);
        for (SearchTerm term : terms) {
            term.units().forEach(unit -> phrase.add(new Term(field, unit)));
        }
        return List.of(new BoostQuery(phrase.build(), NEAR));
    }

    /** What meets any of the queries. */
    static Query any(List<Query> queries) {
        if (queries.size() == 1) {
            return queries.get(0);
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        queries.forEach(query -> any.add(query, Occur.SHOULD));
        return any.build();
    }

    /**
     * A single letter begins so many words that it would find everything: in messages it is a word of its own. A single
     * character of a script without spaces is one.
     */
    private static boolean beginsWords(SearchTerm term, String field) {
        if (term.units().size() > 1 || field.equals(IndexFields.TITLE)) {
            return true;
        }
        String unit = term.units().get(0);
        return unit.codePointCount(0, unit.length()) > 1 || Scripts.kind(unit.codePointAt(0)) == Scripts.Kind.UNSPACED;
    }

    private static Query exact(List<String> units, String field) {
        if (units.size() == 1) {
            return new TermQuery(new Term(field, units.get(0)));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        units.forEach(unit -> phrase.add(new Term(field, unit)));
        return phrase.build();
    }

    private Query beginning(List<String> units, String field) throws IOException {
        String last = units.get(units.size() - 1);
        if (units.size() == 1) {
            return prefix(last, field);
        }
        Term[] endings = endings(last, field);
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        units.subList(0, units.size() - 1).forEach(unit -> phrase.add(new Term(field, unit)));
        phrase.add(endings.length == 0 ? new Term[] {new Term(field, last)} : endings);
        return phrase.build();
    }

    private static Query prefix(String word, String field) {
        return new BoostQuery(new ConstantScoreQuery(new PrefixQuery(new Term(field, word))), BEGINNING);
    }

    private Term[] endings(String beginning, String field) throws IOException {
        List<Term> endings = new ArrayList<>();
        BytesRef prefix = new BytesRef(beginning);
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field);
            if (terms == null) {
                continue;
            }
            TermsEnum words = terms.iterator();
            int found = 0;
            for (TermsEnum.SeekStatus at = words.seekCeil(prefix);
                    at != TermsEnum.SeekStatus.END
                            && found < MAX_ENDINGS
                            && StringHelper.startsWith(words.term(), prefix);
                    at = words.next() == null ? TermsEnum.SeekStatus.END : TermsEnum.SeekStatus.FOUND) {
                endings.add(new Term(field, BytesRef.deepCopyOf(words.term())));
                found++;
            }
        }
        return endings.stream().distinct().toArray(Term[]::new);
    }
}
