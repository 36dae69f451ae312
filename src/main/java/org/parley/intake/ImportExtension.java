package org.parley.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.parley.conversation.WholeConversations;
import org.parley.document.StoredConversation;
import org.parley.intake.ConversationImport.Arrival;
import org.parley.message.ConversationKey;
import org.parley.message.NewMessage;
import org.parley.platform.Retries;
import org.parley.segment.SnapshotGoneException;

/**
 * Adds the messages of a later file that a conversation lacks. Each step records how far it has come, so a run that
 * repeats a killed one continues there. If another change comes first, the conversation is read again.
 */
final class ImportExtension {
    private static final Retries RETRIES = Retries.atMost(20);

    private final WholeConversations conversations;
    private final Clock clock;
    private final String run;

    ImportExtension(WholeConversations conversations, Clock clock, String run) {
        this.conversations = conversations;
        this.clock = clock;
        this.run = run;
    }

    Imported extend(String userId, StoredConversation header, Arrival arrival, boolean dryRun) {
        MessageTrail trail = arrival.trail();
        if (header.origin().isPresent() && trail.known(header.origin()) == trail.size()) {
            return result(header, 0);
        }
        ConversationKey key = ConversationKey.of(userId, header.id());
        int[] added = {0};
        return RETRIES.until(() -> attempt(key, arrival, dryRun, added))
                .orElseGet(() -> Imported.failed("it is being changed all the time; run again"));
    }

    /** Adds what it can to the count; empty if another change came first. */
    private Optional<Imported> attempt(ConversationKey key, Arrival arrival, boolean dryRun, int[] added) {
        ImportMatch match = new ImportMatch();
        Optional<StoredConversation> read;
        try {
            read = conversations.read(key, match::stored);
        } catch (SnapshotGoneException changed) {
            return Optional.empty();
        }
        if (read.isEmpty()) {
            return Optional.of(Imported.failed("it was deleted while it was imported; run again to bring it back"));
        }
        StoredConversation seen = read.get();
        int known = arrival.trail().known(seen.origin());
        List<Integer> missing = match.missing(arrival.conversation(), arrival.trail(), known);
        if (missing.isEmpty() || dryRun) {
            return Optional.of(result(seen, added[0] + missing.size()));
        }
        Optional<String> obstacle = conversations.obstacle(seen);
        if (obstacle.isPresent()) {
            return Optional.of(Imported.failed(obstacle.get()));
        }
        if (!seen.adopted()) {
            conversations.adopt(seen);
            return Optional.empty();
        }
        int more = append(seen, match, arrival, missing);
        added[0] += more;
        return more == missing.size() ? Optional.of(result(seen, added[0])) : Optional.empty();
    }

    private int append(StoredConversation seen, ImportMatch match, Arrival arrival, List<Integer> missing) {
        MessageTrail trail = arrival.trail();
        ImportBuilder file = new ImportBuilder(arrival.conversation(), clock.instant());
        ImportTargets targets = ImportTargets.missing(missing, seen, match.size(), match.same(trail));
        List<NewMessage> messages = file.messages(targets, seen.id(), match.ids());
        Instant updatedAt =
                seen.times().updated().filter(file.updatedAt()::isBefore).orElse(file.updatedAt());
        return conversations.append(seen, match.size(), messages, updatedAt, stored -> {
            int count = stored == messages.size() ? trail.size() : missing.get(stored - 1) + 1;
            return trail.origin(arrival.conversation().sourceId(), count, run);
        });
    }

    private static Imported result(StoredConversation there, int added) {
        return Imported.of(added == 0 ? Imported.Outcome.UNCHANGED : Imported.Outcome.EXTENDED, there.id(), added);
    }
}
