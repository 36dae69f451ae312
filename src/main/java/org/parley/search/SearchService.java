package org.parley.search;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.types.ObjectId;
import org.parley.conversation.SearchableRepository;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.project.Project;
import org.parley.project.Projects;
import org.parley.store.ListKeys;

/**
 * Searches a user's conversations. What was acknowledged before the call is found, on every node; what is gone is not.
 * Messages that came in large numbers, or before there was an index, may still have to be indexed; the answer says so.
 */
@Component
public class SearchService {
    /** The longest query, in characters (Unicode code points). */
    public static final int MAX_QUERY = 500;

    /** The longest page. */
    public static final int MAX_LIMIT = 50;

    /** About how many messages a search indexes itself; a user who has fewer finds all of them at once. */
    private static final int BUDGET = 1_000;

    private static final int MAX_CURSOR_DIGITS = 7;

    private final NodeIndexes indexes;
    private final IndexKeeper keeper;
    private final SearchableRepository conversations;
    private final Projects projects;
    private final FoundReader reader;

    /** A service over the indexes of this node. */
    @Inject
    SearchService(
            NodeIndexes indexes,
            IndexKeeper keeper,
            SearchableRepository conversations,
            Projects projects,
            FoundReader reader) {
        this.indexes = indexes;
        this.keeper = keeper;
        this.conversations = conversations;
        this.projects = projects;
        this.reader = reader;
    }

    /**
     * Searches.
     *
     * @param userId whose conversations
     * @param typed the query as it was typed, 1 to {@link #MAX_QUERY} characters
     * @param limit how many conversations at the most, 1 to {@link #MAX_LIMIT}
     * @param cursor {@link SearchAnswer#next()} of the page before; empty for the first page
     * @throws ProblemException 400 for a query that is empty or too long, or a malformed cursor
     */
    public SearchAnswer search(String userId, String typed, int limit, Optional<String> cursor) {
        if (typed.isEmpty() || typed.codePointCount(0, typed.length()) > MAX_QUERY) {
            throw ProblemException.badField("q", "must be 1 to " + MAX_QUERY + " characters");
        }
        int from = cursor.map(SearchService::place).orElse(0);
        SearchQuery query = QueryReader.read(typed);
        try (NodeIndexes.Current current = indexes.current(userId, BUDGET)) {
            Optional<Progress> indexing = Optional.of(current.progress()).filter(progress -> !progress.isComplete());
            indexing.ifPresent(progress -> keeper.build(userId));
            ResultPage.Source source =
                    new ResultPage.Source(userId, current, within(userId, query.filter()), reader, limit);
            ResultPage page = ResultPage.of(source, query, from);
            if (!page.results().isEmpty()
                    || from > 0 && !ResultPage.of(source, query, 0).results().isEmpty()) {
                return answer(page, Optional.empty(), indexing);
            }
            return corrected(source, query, typed, from)
                    .map(found -> answer(found.page(), Optional.of(found.text()), indexing))
                    .orElseGet(() -> answer(page, Optional.empty(), indexing));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What another query found, and the query in words. */
    private record Corrected(ResultPage page, String text) {}

    private static Optional<Corrected> corrected(ResultPage.Source source, SearchQuery query, String typed, int from)
            throws IOException {
        for (SearchQuery other : new Corrections(source.current().reader(), query).queries()) {
            ResultPage page = ResultPage.of(source, other, from);
            if (!page.results().isEmpty()) {
                return Optional.of(new Corrected(page, Corrections.text(typed, query, other)));
            }
        }
        return Optional.empty();
    }

    /** The conversations that a filter lets through; empty if it is not about conversations. */
    private Optional<Collection<ObjectId>> within(String userId, SearchFilter filter) {
        if (filter.shared()) {
            return Optional.of(List.of()); // nothing is shared
        }
        if (filter.tags().isEmpty() && filter.projects().isEmpty() && !filter.pinned() && !filter.archived()) {
            return Optional.empty();
        }
        Set<String> ids = new HashSet<>();
        for (String named : filter.projects()) {
            Optional<String> id = project(userId, named);
            if (id.isEmpty()) {
                return Optional.of(List.of());
            }
            ids.add(id.get());
        }
        return Optional.of(
                ids.size() > 1 // a conversation is in one project only
                        ? List.of()
                        : conversations.ids(
                                userId, filter.tags(), ids.stream().findAny(), filter.pinned(), filter.archived()));
    }

    /** The id of a project that is named by its name, case aside, or by its id. */
    private Optional<String> project(String userId, String named) {
        return projects.all(userId).stream()
                .filter(project -> project.id().equals(named)
                        || ListKeys.folded(project.name()).equals(ListKeys.folded(named)))
                .map(Project::id)
                .findFirst();
    }

    private static SearchAnswer answer(ResultPage page, Optional<String> corrected, Optional<Progress> indexing) {
        return new SearchAnswer(page.results(), page.next().map(String::valueOf), corrected, indexing);
    }

    private static int place(String cursor) {
        if (cursor.isEmpty()
                || cursor.length() > MAX_CURSOR_DIGITS
                || !cursor.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ProblemException.badField("cursor", "is not one that an answer gave; begin without a cursor");
        }
        return Integer.parseInt(cursor);
    }
}
