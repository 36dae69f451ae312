package org.parley.listing;

import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;

/**
 * A page of a user's list.
 *
 * @param entries in the order of the list
 * @param next where the next page begins; empty after the last one
 */
public record ListPage(List<StoredConversation> entries, Optional<Cursor> next) {
    /**
     * Cuts a page out of what was read for it.
     *
     * @param found one entry more than the limit if there is a next page
     */
    public static ListPage of(List<StoredConversation> found, ListQuery query) {
        if (found.size() <= query.limit()) {
            return new ListPage(found, Optional.empty());
        }
        List<StoredConversation> entries = found.subList(0, query.limit());
        return new ListPage(entries, Optional.of(end(entries, query)));
    }

    private static Cursor end(List<StoredConversation> entries, ListQuery query) {
        StoredConversation last = entries.get(entries.size() - 1);
        if (last.times().areSortable()) {
            return new Cursor(last.times().updated().orElseThrow(), new ObjectId(last.id()));
        }
        if (query.cursor().isEmpty()) {
            return Cursor.after(query.offset() + entries.size());
        }
        Cursor before = query.cursor().get();
        if (before.isDated()) {
            return Cursor.afterUndated((int) entries.stream()
                    .filter(entry -> !entry.times().areSortable())
                    .count());
        }
        int passed = before.passed() + entries.size();
        return before.undatedOnly() ? Cursor.afterUndated(passed) : Cursor.after(passed);
    }
}
