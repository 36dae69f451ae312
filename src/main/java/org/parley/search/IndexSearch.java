package org.parley.search;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.bson.types.ObjectId;

/**
 * One search in one index.
 *
 * <p>A message is found if each term stands in it or in its conversation's title, and at least one in itself. A title that
 * holds all terms is found alone.
 */
final class IndexSearch {
    /** What is found after this time is not waited for. */
    private static final long MAX_MILLIS = 2_000;

    private final IndexSearcher searcher;
    private final TermQueries queries;
    private final SearchQuery query;
    private final Optional<Collection<ObjectId>> within;

    /** @param within the conversations to search; empty for all */
    IndexSearch(IndexReader reader, SearchQuery query, Optional<Collection<ObjectId>> within) {
        this.searcher = new IndexSearcher(reader);
        this.searcher.setQueryCache(null);
        this.searcher.setTimeout(new QueryTimeoutImpl(MAX_MILLIS));
        this.queries = new TermQueries(reader);
        this.query = query;
        this.within = within;
    }

    /** What is found, the best conversations first. */
    List<Group> run() throws IOException {
        Map<ObjectId, Group> found = query.filter().inTitle() ? new HashMap<>() : messages();
        if (!query.terms().isEmpty()) {
            addTitles(found);
        } else if (lists()) {
            headers(new BooleanQuery.Builder())
                    .forEach((id, header) ->
                            found.computeIfAbsent(id, Group::new).list(header.time()));
        }
        return Grouping.ranked(found);
    }

    /** Whether all conversations that the filter lets through are wanted. */
    private boolean lists() {
        return within.isPresent() && !choosesMessages();
    }

    /** Whether messages are wanted for themselves, without a word. */
    private boolean choosesMessages() {
        SearchFilter filter = query.filter();
        return filter.role().isPresent()
                || filter.after().isPresent()
                || filter.before().isPresent()
                || !query.excluded().isEmpty();
    }

    private Map<ObjectId, Group> messages() throws IOException {
        if (query.terms().isEmpty() && !choosesMessages()) {
            return new HashMap<>();
        }
        List<SearchTerm> terms = query.terms();
        BooleanQuery.Builder wanted = new BooleanQuery.Builder();
        if (terms.isEmpty()) {
            wanted.add(new FieldExistsQuery(IndexFields.SEQ), Occur.FILTER);
        }
        List<Query> inText = new ArrayList<>();
        boolean titles = false;
        for (SearchTerm term : terms) {
            Query text = queries.of(term, IndexFields.TEXT);
            inText.add(text);
            Set<BytesRef> titled = terms.size() == 1 ? Set.of() : titled(term);
            titles |= !titled.isEmpty();
            wanted.add(titled.isEmpty() ? text : TermQueries.any(List.of(text, inConversations(titled))), Occur.MUST);
        }
        if (titles) {
            wanted.add(TermQueries.any(inText), Occur.FILTER);
        }
        queries.nearness(terms, IndexFields.TEXT).forEach(near -> wanted.add(near, Occur.SHOULD));
        for (SearchTerm term : query.excluded()) {
            wanted.add(queries.of(term, IndexFields.TEXT), Occur.MUST_NOT);
            Set<BytesRef> titled = titled(term);
            if (!titled.isEmpty()) {
                wanted.add(inConversations(titled), Occur.MUST_NOT);
            }
        }
        filters().forEach(filter -> wanted.add(filter, Occur.FILTER));
        return collect(wanted.build(), new Grouping(!terms.isEmpty())).groups();
    }

    private void addTitles(Map<ObjectId, Group> found) throws IOException {
        BooleanQuery.Builder wanted = new BooleanQuery.Builder();
        for (SearchTerm term : query.terms()) {
            wanted.add(queries.of(term, IndexFields.TITLE), Occur.MUST);
        }
        for (SearchTerm term : query.excluded()) {
            wanted.add(queries.of(term, IndexFields.TITLE), Occur.MUST_NOT);
        }
        Map<ObjectId, TitleHits.Hit> titles = headers(wanted);
        if (ofMessages().isPresent() && !titles.isEmpty()) {
            titles.keySet().retainAll(conversationsWith(ofMessages().get()));
        }
        titles.forEach((id, title) -> found.computeIfAbsent(id, Group::new).addTitle(title.score(), title.time()));
    }

    /** The headers that a query finds, of the conversations to search. */
    private Map<ObjectId, TitleHits.Hit> headers(BooleanQuery.Builder wanted) throws IOException {
        wanted.add(new FieldExistsQuery(IndexFields.STAMP), Occur.FILTER);
        within.ifPresent(ids -> wanted.add(inSet(IndexFields.HEADER, ids), Occur.FILTER));
        return collect(wanted.build(), new TitleHits()).found();
    }

    /** The conversations whose title holds a term. */
    private Set<BytesRef> titled(SearchTerm term) throws IOException {
        Query inTitle = new ConstantScoreQuery(queries.of(term, IndexFields.TITLE));
        return collect(inTitle, new TitleHits()).found().keySet().stream()
                .map(IndexFields::bytes)
                .collect(Collectors.toSet());
    }

    private Set<ObjectId> conversationsWith(Query messages) throws IOException {
        BooleanQuery.Builder wanted = new BooleanQuery.Builder().add(messages, Occur.FILTER);
        within.ifPresent(ids -> wanted.add(inSet(IndexFields.CONVERSATION, ids), Occur.FILTER));
        return collect(wanted.build(), new Grouping(false)).groups().keySet();
    }

    /** Searches in this thread alone, so that there is one collector. */
    private <C extends Collector> C collect(Query wanted, C collector) throws IOException {
        return searcher.search(wanted, new CollectorManager<C, C>() {
            @Override
            public C newCollector() {
                return collector;
            }

            @Override
            public C reduce(Collection<C> collectors) {
                return collector;
            }
        });
    }

    private List<Query> filters() {
        List<Query> filters = new ArrayList<>();
        ofMessages().ifPresent(filters::add);
        within.ifPresent(ids -> filters.add(inSet(IndexFields.CONVERSATION, ids)));
        return filters;
    }

    /** What the filter asks of a message itself. */
    private Optional<Query> ofMessages() {
        SearchFilter filter = query.filter();
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        filter.role()
                .ifPresent(role ->
                        all.add(new TermQuery(new Term(IndexFields.ROLE, IndexFields.role(role))), Occur.FILTER));
        if (filter.after().isPresent() || filter.before().isPresent()) {
            long from = filter.after().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
            long end = filter.before().map(time -> time.toEpochMilli() - 1).orElse(Long.MAX_VALUE);
            all.add(LongPoint.newRangeQuery(IndexFields.SAID, from, end), Occur.FILTER);
        }
        BooleanQuery built = all.build();
        return built.clauses().isEmpty() ? Optional.empty() : Optional.of(built);
    }

    private static Query inConversations(Collection<BytesRef> conversations) {
        return new ConstantScoreQuery(new TermInSetQuery(IndexFields.CONVERSATION, conversations));
    }

    private static Query inSet(String field, Collection<ObjectId> conversations) {
        return new TermInSetQuery(
                field, conversations.stream().map(IndexFields::bytes).toList());
    }
}
