package org.parley.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;

/**
 * A page of what one query finds in one index.
 *
 * @param results conversations, the best first
 * @param next where the next page begins among all that were found; empty for the last page
 */
record ResultPage(List<Found> results, Optional<Integer> next) {
    /**
     * What is searched.
     *
     * @param userId whose conversations
     * @param current the index
     * @param within the conversations to search; empty for all
     * @param reader reads what is shown
     * @param limit how many conversations are on a page at the most
     */
    record Source(
            String userId,
            NodeIndexes.Current current,
            Optional<Collection<ObjectId>> within,
            FoundReader reader,
            int limit) {}

    /**
     * Reads a page. What is gone meanwhile is passed over, and taken out of the index.
     *
     * @param from where the page begins among all that were found
     */
    static ResultPage of(Source source, SearchQuery query, int from) throws IOException {
        List<Group> groups = new IndexSearch(source.current().reader(), query, source.within()).run();
        List<Found> results = new ArrayList<>();
        Set<ObjectId> gone = new HashSet<>();
        int next = from;
        while (next < groups.size() && results.size() < source.limit()) {
            List<Group> some = groups.subList(next, Math.min(groups.size(), next + source.limit() - results.size()));
            Map<ObjectId, StoredConversation> there = source.reader().conversations(source.userId(), some);
            for (Group group : some) {
                StoredConversation conversation = there.get(group.conversation());
                if (conversation == null) {
                    gone.add(group.conversation());
                } else {
                    source.reader().found(conversation, group, query.terms()).ifPresent(results::add);
                }
            }
            next += some.size();
        }
        if (!gone.isEmpty()) {
            source.current().index().remove(gone);
        }
        return new ResultPage(results, next < groups.size() ? Optional.of(next) : Optional.empty());
    }
}
