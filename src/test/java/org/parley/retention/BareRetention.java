package org.parley.retention;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.parley.conversation.ConversationService;
import org.parley.conversation.ConversationTrash;
import org.parley.document.StoredConversation;
import org.parley.platform.Settings;
import org.parley.store.Database;
import org.parley.store.LeaseRepository;

/** The retention of a node without a server. */
public final class BareRetention {
    private final RetentionService service;

    /** With an operator's limit in days, or with none. */
    public BareRetention(
            Database database,
            ConversationService conversations,
            ConversationTrash trash,
            Clock clock,
            Optional<String> max) {
        service = new RetentionService(
                new RetentionRepository(database),
                new OwnerRepository(database),
                new DueRepository(database),
                conversations,
                trash,
                new LeaseRepository(database),
                new Settings(key -> key.equals("PARLEY_RETENTION_MAX") ? max : Optional.empty()),
                clock);
    }

    /** Sets what a user wants. */
    public void put(String userId, String archiveAfter, String trashAfter) {
        service.put(userId, Retention.of(archiveAfter, trashAfter));
    }

    /** What a user wants, as texts. */
    public List<Optional<String>> of(String userId) {
        Retention found = service.of(userId);
        return List.of(
                found.archiveAfter().map(Days::toString), found.trashAfter().map(Days::toString));
    }

    /** The ids of what was done, each with its action. */
    public Map<String, String> apply() {
        return apply(() -> true);
    }

    /** The same, as long as there is time. */
    public Map<String, String> apply(BooleanSupplier goOn) {
        Map<String, String> done = new TreeMap<>();
        service.apply(goOn, (action, user, ids) -> ids.forEach(id -> done.put(id, action)));
        return done;
    }

    /** The numbers of a preview. */
    public List<Long> counts(String userId, String archiveAfter, String trashAfter) {
        RetentionPreview preview = service.preview(userId, Retention.of(archiveAfter, trashAfter));
        return List.of(preview.archive(), preview.trash());
    }

    /** The ids that a preview shows. */
    public List<String> oldest(String userId, String archiveAfter, String trashAfter) {
        return service.preview(userId, Retention.of(archiveAfter, trashAfter)).oldest().stream()
                .map(StoredConversation::id)
                .toList();
    }

    /** Whether this node may work until then. */
    public boolean lease(Instant until) {
        return service.lease(until);
    }
}
