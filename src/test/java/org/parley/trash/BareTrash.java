package org.parley.trash;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationService;
import org.parley.conversation.ConversationTrash;
import org.parley.document.StoredConversation;
import org.parley.idempotency.BareIdempotency;
import org.parley.listing.Cursor;
import org.parley.message.ConversationKey;
import org.parley.segment.SegmentRepository;
import org.parley.store.Database;
import org.parley.store.LeaseRepository;

/** The trash of a node without a server. */
public final class BareTrash {
    private final Database database;
    private final TrashService service;

    public BareTrash(Database database, ConversationService conversations, ConversationTrash moves) {
        this.database = database;
        this.service = new TrashService(
                conversations,
                moves,
                new TrashRepository(database),
                new SegmentRepository(database),
                BareIdempotency.of(database, Clock.systemUTC()),
                new LeaseRepository(database),
                Clock.systemUTC());
    }

    /** Creates the indexes, as an application does at its start. */
    public void createIndexes() {
        new TrashRepository(database).create(database);
    }

    /** The ids of what lies in a user's trash, in the order of the list. */
    public List<String> listed(String userId) {
        return service.page(userId, 100, Optional.empty()).stream()
                .map(StoredConversation::id)
                .toList();
    }

    /** The same, read in pages of this size. */
    public List<String> pages(String userId, int limit) {
        List<String> ids = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        for (List<StoredConversation> page = service.page(userId, limit, cursor);
                !page.isEmpty();
                page = service.page(userId, limit, cursor)) {
            page.forEach(one -> ids.add(one.id()));
            StoredConversation last = page.get(page.size() - 1);
            cursor = Optional.of(new Cursor(last.trashedAt().orElseThrow(), new ObjectId(last.id())));
        }
        return ids;
    }

    public void restore(ConversationKey key) {
        service.restore(key);
    }

    public void purge(ConversationKey key) {
        service.purge(key);
    }

    public List<String> purgeAll(String userId) {
        return service.purgeAll(userId);
    }

    public Map<String, List<ObjectId>> purgeBefore(Instant time) {
        return service.purgeBefore(time);
    }
}
