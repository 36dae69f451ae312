package org.parley.conversation;

import java.time.Instant;
import java.util.List;
import org.bson.types.ObjectId;

/**
 * A page of a list of conversations.
 *
 * @param entries newest first
 * @param next where the next page begins, or null when there is none
 */
public record PlainList(List<Entry> entries, String next) {
    /** A conversation by its name. */
    public record Entry(String id, String title, Instant updatedAt) {}

    static PlainList of(List<StoredConversation> found, int limit) {
        List<Entry> entries = found.stream()
                .limit(limit)
                .map(one -> new Entry(one.id(), one.title(), one.updatedAt().orElse(Instant.EPOCH)))
                .toList();
        if (found.size() <= limit) {
            return new PlainList(entries, null);
        }
        Entry last = entries.get(limit - 1);
        return new PlainList(entries, new Cursor(last.updatedAt(), new ObjectId(last.id())).toString());
    }
}
