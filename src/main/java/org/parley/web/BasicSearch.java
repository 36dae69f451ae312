package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.search.Progress;
import org.parley.search.SearchAnswer;
import org.parley.search.SearchService;

/** The search of {@code basic.xhtml}: {@code q} is what is searched for, {@code after} the cursor of a page. */
@Named
@RequestScoped
public class BasicSearch {
    private static final int PAGE_SIZE = 20;

    @Inject
    private Viewer viewer;

    @Inject
    private SearchService searches;

    @Inject
    private Operations operations;

    @Inject
    private Wording wording;

    private SearchAnswer answer;
    private BasicResults results;
    private String problem;
    private boolean loaded;

    /** Searches, once per request; does nothing if nothing is searched for. */
    public void load() {
        String query = query();
        if (loaded || query == null) {
            return;
        }
        loaded = true;
        try {
            String cursor = Pages.request().getParameter("after");
            answer = searches.search(viewer.caller().userId(), query, PAGE_SIZE, Optional.ofNullable(cursor));
            results = BasicResults.of(answer);
            operations.completed(Pages.request(), "search", 200);
        } catch (ProblemException refused) {
            operations.completed(Pages.request(), "search", refused.status());
            Pages.refuse(refused);
            problem = wording.of(refused.status() == 400 ? "basic.search.refused" : "basic.failed");
        }
    }

    /** Whether the page shows a search. */
    public boolean isAsked() {
        return query() != null;
    }

    /** What is searched for, for the field; empty for nothing. */
    public String getQuery() {
        return Optional.ofNullable(query()).orElse("");
    }

    /** The title of the page. */
    public String getTitle() {
        return isAsked() ? wording.of("basic.search.title", query()) : wording.of("basic.title");
    }

    /** What was found; null if nothing is searched for, or the search was refused. */
    public BasicResults getResults() {
        return results;
    }

    /** Why there are no results; null if there is no reason. */
    public String getProblem() {
        return problem;
    }

    /** What was searched instead; null if that was not necessary. */
    public String getCorrected() {
        return answer == null
                ? null
                : answer.corrected()
                        .map(words -> wording.of("js.search.corrected", query(), words))
                        .orElse(null);
    }

    /** How far older messages have been added; null if all have been. */
    public String getIndexing() {
        return answer == null
                ? null
                : answer.indexing()
                        .map(progress -> wording.of("js.search.indexing", percent(progress)))
                        .orElse(null);
    }

    /** What is said when nothing was found. */
    public String getNothing() {
        return wording.of("js.search.none", query());
    }

    /** How many messages of a conversation were found beside those that are shown. */
    public String others(int count) {
        return wording.of(count == 1 ? "js.search.others.one" : "js.search.others.other", count);
    }

    /** The address of this search, or of the list if there is none. */
    static String address() {
        String query = query();
        return "basic.xhtml" + (query == null ? "" : "?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    /** The address of the next page; null if there is none. */
    public String getNext() {
        return results == null || results.next() == null ? null : address() + "&after=" + results.next();
    }

    /** What is searched for; null for nothing, also where a conversation is shown. */
    static String query() {
        String query = Pages.request().getParameter("q");
        boolean shown = query != null && !query.isBlank() && Pages.request().getParameter("c") == null;
        return shown ? query.strip() : null;
    }

    private static long percent(Progress progress) {
        return progress.total() == 0 ? 100 : 100 * progress.done() / progress.total();
    }
}
