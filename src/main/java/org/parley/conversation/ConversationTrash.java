package org.parley.conversation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.document.Filing;
import org.parley.document.FilingChange;
import org.parley.document.Precondition;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Component;
import org.parley.platform.Retries;
import org.parley.project.Projects;

/** Puts a user's conversations into the trash and takes them out again. */
@Component
public class ConversationTrash {
    /** A deletion starts again if another change was stored first. */
    private static final Retries RETRIES = Retries.atMost(50);

    private static final int DELETE_BATCH = 500;

    private final ConversationService conversations;
    private final ConversationListRepository lists;
    private final ConversationWrites writes;
    private final ConversationStorage storage;
    private final Projects projects;
    private final Clock clock;

    @Inject
    ConversationTrash(
            ConversationService conversations,
            ConversationListRepository lists,
            ConversationWrites writes,
            ConversationStorage storage,
            Projects projects,
            Clock clock) {
        this.conversations = conversations;
        this.lists = lists;
        this.writes = writes;
        this.storage = storage;
        this.projects = projects;
        this.clock = clock;
    }

    /** Puts a conversation into the trash. */
    void delete(ConversationKey key, Precondition precondition) {
        RETRIES.until(() -> {
                    Optional<StoredConversation> required = precondition.isPresent()
                            ? precondition.required(conversations.existing(key))
                            : Optional.empty();
                    if (writes.trash(key, required, now())) {
                        return Optional.of(true);
                    }
                    conversations.existing(key);
                    storage.makeRoomForTrash(key.userId());
                    return Optional.empty();
                })
                .orElseThrow(Precondition::failed);
    }

    /**
     * Puts a conversation into the trash.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public void trash(ConversationKey key) {
        delete(key, Precondition.NONE);
    }

    /**
     * Puts a conversation into the trash, unless it has changed since it was read.
     *
     * @return whether it lies there now
     */
    public boolean trashUnchanged(ConversationKey key, StoredConversation seen) {
        if (writes.trash(key, Optional.of(seen), now())) {
            return true;
        }
        storage.makeRoomForTrash(key.userId());
        return writes.trash(key, Optional.of(seen), now());
    }

    /** Puts all conversations the user has at the time of the call into the trash, archived ones too. */
    long deleteAll(String userId) {
        List<ObjectId> ids = lists.ids(userId);
        long count = 0;
        for (int from = 0; from < ids.size(); from += DELETE_BATCH) {
            List<ObjectId> batch = ids.subList(from, Math.min(ids.size(), from + DELETE_BATCH));
            long trashed = writes.trashAll(userId, batch, now());
            if (trashed < batch.size()) {
                storage.makeRoomForTrash(userId);
                trashed += writes.trashAll(userId, batch, now());
            }
            count += trashed;
        }
        return count;
    }

    /**
     * Takes a conversation out of the trash.
     *
     * @param key whose trash it lies in
     * @param seen the conversation as it lies there, under the owner that is stored
     * @return whether it lay there
     */
    public boolean restore(ConversationKey key, StoredConversation seen) {
        Optional<String> project = seen.filing().project();
        Filing kept = seen.filing()
                .withProject(
                        project.filter(id -> projects.find(key.userId(), id).isPresent()));
        if (writes.restore(key, seen, kept, now()).isEmpty()) {
            return false;
        }
        kept.project()
                .filter(id -> projects.find(key.userId(), id).isEmpty()) // deleted meanwhile
                .ifPresent(id -> conversations.file(key, FilingChange.takeOut(id)));
        return true;
    }

    /** Begins to purge conversations in the trash: they cannot be restored any more. */
    public void beginPurge(String userId, List<ObjectId> ids) {
        writes.purge(userId, ids, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
