package org.parley.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.parley.message.Role;

/**
 * The operators of a query. All that are given must hold; what is empty or false restricts nothing.
 *
 * @param tags tags a conversation must have, as they were written
 * @param projects names or ids of projects, as they were written
 * @param inTitle whether only titles are searched
 * @param role who must have said the message
 * @param after the earliest time of a message, inclusive
 * @param before the latest time of a message, exclusive
 * @param pinned whether only pinned conversations count
 * @param archived whether only archived conversations count
 * @param shared whether only conversations shared with the searcher count
 */
record SearchFilter(
        List<String> tags,
        List<String> projects,
        boolean inTitle,
        Optional<Role> role,
        Optional<Instant> after,
        Optional<Instant> before,
        boolean pinned,
        boolean archived,
        boolean shared) {
    SearchFilter {
        tags = List.copyOf(tags);
        projects = List.copyOf(projects);
    }

    /** Whether it lets everything through. */
    boolean isEmpty() {
        return tags.isEmpty()
                && projects.isEmpty()
                && !inTitle
                && role.isEmpty()
                && after.isEmpty()
                && before.isEmpty()
                && !pinned
                && !archived
                && !shared;
    }
}
