package org.parley.trash;

import jakarta.inject.Inject;
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
import org.parley.idempotency.Idempotency;
import org.parley.listing.Cursor;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Component;
import org.parley.segment.SegmentRepository;
import org.parley.store.LeaseRepository;

/**
 * Restores and purges conversations in the trash.
 *
 * <p>A purge first marks a conversation, so that it cannot be restored, then removes what belongs to it, and last the
 * conversation. A purge that is interrupted is repeated from the beginning by the node that purges next.
 */
@Component
public class TrashService {
    private static final int BATCH = 100;

    private final ConversationService conversations;
    private final ConversationTrash moves;
    private final TrashRepository trash;
    private final SegmentRepository segments;
    private final Idempotency idempotency;
    private final LeaseRepository leases;
    private final Clock clock;

    @Inject
    TrashService(
            ConversationService conversations,
            ConversationTrash moves,
            TrashRepository trash,
            SegmentRepository segments,
            Idempotency idempotency,
            LeaseRepository leases,
            Clock clock) {
        this.conversations = conversations;
        this.moves = moves;
        this.trash = trash;
        this.segments = segments;
        this.idempotency = idempotency;
        this.leases = leases;
        this.clock = clock;
    }

    List<StoredConversation> page(String userId, int limit, Optional<Cursor> cursor) {
        return trash.page(userId, limit, cursor);
    }

    /**
     * Takes a conversation out of the trash, as it was; a project that is gone by now it is in no longer.
     *
     * @throws ConversationNotFoundException if it is not in the user's trash
     */
    public void restore(ConversationKey key) {
        StoredConversation seen = trash.find(key).orElseThrow(() -> conversations.notFound(key));
        if (!moves.restore(key, seen)) {
            throw conversations.notFound(key);
        }
    }

    /** @throws ConversationNotFoundException if it is not in the user's trash */
    void purge(ConversationKey key) {
        if (trash.find(key).isEmpty()) {
            throw conversations.notFound(key);
        }
        purge(key.userId(), List.of(key.id()));
    }

    /**
     * Purges everything in a user's trash.
     *
     * @return what that was
     */
    List<String> purgeAll(String userId) {
        List<String> purged = new ArrayList<>();
        for (List<ObjectId> ids = trash.ids(userId, BATCH); !ids.isEmpty(); ids = trash.ids(userId, BATCH)) {
            purge(userId, ids);
            ids.forEach(id -> purged.add(id.toHexString()));
        }
        return purged;
    }

    /** Purges conversations that lie in a user's trash; others stay as they are. */
    void purge(String userId, List<ObjectId> ids) {
        moves.beginPurge(userId, ids);
        ids.forEach(segments::removeAll);
        idempotency.forget(ids.stream().map(ObjectId::toHexString).toList());
        trash.remove(userId, ids);
        ids.forEach(segments::removeAll); // those of an append that was sealing them until now
    }

    /**
     * Purges some of the conversations that were put into the trash before a time.
     *
     * @return the ids by owner; empty if there is none left
     */
    Map<String, List<ObjectId>> purgeBefore(Instant time) {
        Map<String, List<ObjectId>> due = trash.before(time, BATCH);
        due.forEach(this::purge);
        return due;
    }

    /** Whether this node may purge until the given time. */
    boolean lease(Instant until) {
        return leases.take("trash", clock.instant(), until);
    }
}
