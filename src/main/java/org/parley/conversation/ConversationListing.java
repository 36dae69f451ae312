package org.parley.conversation;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;
import org.parley.listing.Cursor;
import org.parley.listing.ListFilter;
import org.parley.listing.ListPage;
import org.parley.listing.ListQuery;
import org.parley.listing.StatusFilter;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/**
 * Reads pages of a user's list in one query as long as every {@code updated_at} is a date.
 *
 * <p>Other programs store dates as texts and numbers, which MongoDB sorts behind all dates. They are converted before the
 * first page is answered or after the last one is read, never in between, so that pages neither repeat nor skip a
 * conversation. What is no date is left unchanged and listed behind the dates.
 */
@Component
public class ConversationListing {
    private final ConversationListRepository lists;
    private final ConversationStorage storage;

    @Inject
    ConversationListing(ConversationListRepository lists, ConversationStorage storage) {
        this.lists = lists;
        this.storage = storage;
    }

    /**
     * A page of the user's active conversations, newest first.
     *
     * @param limit at most this many
     * @param cursor the cursor of the page; empty for the first page
     * @throws ProblemException 400 for a malformed cursor
     */
    public ListPage active(String userId, int limit, Optional<String> cursor) {
        ListPage page = page(
                userId, new ListQuery(ListFilter.of(StatusFilter.ACTIVE), limit, 0, cursor.map(Cursor::parse)), true);
        boolean dated = page.entries().stream().allMatch(entry -> entry.times().areSortable());
        return dated ? page : new ListPage(withPreviews(userId, page.entries()), page.next());
    }

    /**
     * A page, newest first.
     *
     * @param headers whether to read the headers; else only ids and times are read
     */
    ListPage page(String userId, ListQuery query, boolean headers) {
        if (query.filter().key(userId).isPresent()) {
            storage.addListKeys(userId); // older programs have tagged conversations
        }
        List<StoredConversation> found = read(userId, query, headers);
        if (found.stream().allMatch(entry -> entry.times().areSortable())) {
            return ListPage.of(found, query);
        }
        boolean first = query.cursor().isEmpty() && query.offset() == 0;
        boolean last = found.size() <= query.limit();
        if (first
                && found.stream()
                        .anyMatch(entry -> !entry.times().areSortable()
                                && entry.times().updated().isPresent())) {
            storage.convertDates(userId);
            return ListPage.of(read(userId, query, headers), query);
        }
        if (last && !first) {
            storage.convertDates(userId);
        }
        return ListPage.of(found, query);
    }

    /**
     * The same conversations, each with its preview or its newest message. Those of older programs, and those whose
     * title or metadata has changed since, have no valid preview; theirs is read and stored.
     */
    List<StoredConversation> withPreviews(String userId, List<StoredConversation> page) {
        List<ObjectId> lacking = page.stream()
                .filter(conversation -> !conversation.hasPreview())
                .map(conversation -> new ObjectId(conversation.id()))
                .toList();
        if (lacking.isEmpty()) {
            return page;
        }
        Map<ObjectId, StoredConversation> newest = lists.newestMessages(userId, lacking);
        storage.keepPreviews(userId, newest.values());
        return page.stream()
                .map(conversation -> conversation.hasPreview()
                        ? conversation
                        : conversation.withTailOf(Optional.ofNullable(newest.get(new ObjectId(conversation.id())))))
                .toList();
    }

    private List<StoredConversation> read(String userId, ListQuery query, boolean headers) {
        return headers ? lists.summaries(userId, query) : lists.keys(userId, query);
    }
}
