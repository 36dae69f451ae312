package org.parley.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.parley.listing.Cursor;
import org.parley.listing.ListPage;

/**
 * A page of the list, as the basic page shows it.
 *
 * @param entries newest first
 * @param next the cursor of the next page; null, which the page's expressions understand, if this is the last one
 */
public record BasicList(List<Entry> entries, String next) {
    /**
     * A conversation.
     *
     * @param project the name of its project; null without one
     * @param tags its tags in one line; empty for none
     */
    public record Entry(String id, String title, Instant updatedAt, String project, String tags) {}

    /** @param projects the names of the user's projects, by id; needed if {@link #isInProjects} */
    static BasicList of(ListPage page, Map<String, String> projects) {
        return new BasicList(
                page.entries().stream()
                        .map(one -> new Entry(
                                one.id(),
                                one.title(),
                                one.times().knownUpdated(),
                                one.filing().project().map(projects::get).orElse(null),
                                String.join(", ", one.filing().tags())))
                        .toList(),
                page.next().map(Cursor::toString).orElse(null));
    }

    /** Whether a conversation of the page is in a project. */
    static boolean isInProjects(ListPage page) {
        return page.entries().stream().anyMatch(one -> one.filing().project().isPresent());
    }
}
