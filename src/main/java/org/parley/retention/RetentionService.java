package org.parley.retention;

import com.mongodb.MongoServerException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationService;
import org.parley.conversation.ConversationTrash;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;
import org.parley.retention.OwnerRepository.Owner;
import org.parley.store.LeaseRepository;

/**
 * Keeps what users want to become of old conversations, says what that would do, and does it.
 *
 * <p>What is archived by age keeps its {@code updated_at}, so that the trash takes it when it would have taken it
 * otherwise. What one does oneself counts anew: who takes a conversation out of the archive or the trash keeps it for the
 * whole time.
 */
@Component
public class RetentionService {
    private static final Logger LOG = Logger.getLogger(RetentionService.class.getName());
    private static final int BATCH = 100;

    /** More than {@link #BATCH}, because each page of owners begins with a look at all that are left. */
    private static final int OWNERS = 1_000;

    private static final int OLDEST = 10;

    private final RetentionRepository wanted;
    private final OwnerRepository owners;
    private final DueRepository conversations;
    private final ConversationService changes;
    private final ConversationTrash trash;
    private final LeaseRepository leases;
    private final RetentionSettings settings;
    private final Clock clock;

    @Inject
    RetentionService(
            RetentionRepository wanted,
            OwnerRepository owners,
            DueRepository conversations,
            ConversationService changes,
            ConversationTrash trash,
            LeaseRepository leases,
            Settings settings,
            Clock clock) {
        this.wanted = wanted;
        this.owners = owners;
        this.conversations = conversations;
        this.changes = changes;
        this.trash = trash;
        this.leases = leases;
        this.settings = RetentionSettings.of(settings);
        this.clock = clock;
    }

    /**
     * What is done with a user's conversations, together with the operator's limit.
     *
     * @param archiveAfter the age at which they are archived, such as {@code P90D}; empty for never
     * @param trashAfter the age at which they are put into the trash; empty for never
     */
    public record Terms(Optional<String> archiveAfter, Optional<String> trashAfter) {}

    /** What is done with a user's conversations. */
    public Terms terms(String userId) {
        Retention retention = wanted.of(userId).cappedAt(settings.max());
        return new Terms(
                retention.archiveAfter().map(Days::toString),
                retention.trashAfter().map(Days::toString));
    }

    /** The age in days at which everybody's conversations are put into the trash; empty without such a limit. */
    public OptionalInt maxDays() {
        return settings.max().map(days -> OptionalInt.of(days.count())).orElseGet(OptionalInt::empty);
    }

    /** What a user wants; without the operator's limit. */
    Retention of(String userId) {
        return wanted.of(userId);
    }

    /** Replaces what a user wants. The next run does it. */
    void put(String userId, Retention retention) {
        wanted.put(userId, retention);
    }

    /** What a retention would do with the user's conversations now, together with the operator's limit. */
    RetentionPreview preview(String userId, Retention retention) {
        Due due = due(retention);
        return new RetentionPreview(
                conversations.countForArchive(userId, due),
                conversations.countForTrash(userId, due),
                conversations.oldest(userId, due, OLDEST));
    }

    /** Told what was done: the audited action, and the ids of one user's conversations. */
    interface Report {
        void done(String action, String userId, List<String> ids);
    }

    /**
     * Archives and trashes what is due, of all users. It can be stopped at any time; what is left is done by the next run.
     *
     * @param goOn whether there is time left; asked before each batch
     */
    void apply(BooleanSupplier goOn, Report report) {
        if (settings.max().isPresent()) {
            inTurn(goOn, OWNERS, (Optional<Owner> after) -> owners.page(after, OWNERS), found -> {
                List<String> ids = found.stream().map(Owner::id).toList();
                apply(ids, goOn, report);
            });
        } else {
            inTurn(
                    goOn,
                    BATCH,
                    (Optional<String> after) -> wanted.userIds(after, BATCH),
                    users -> apply(users, goOn, report));
        }
    }

    private void apply(List<String> users, BooleanSupplier goOn, Report report) {
        Map<String, Retention> retentions = users.isEmpty() ? Map.of() : wanted.of(users);
        for (String user : users) {
            if (!goOn.getAsBoolean()) {
                return;
            }
            apply(user, due(retentions.getOrDefault(user, Retention.NONE)), goOn, report);
        }
    }

    private void apply(String user, Due due, BooleanSupplier goOn, Report report) {
        due.trash()
                .ifPresent(time -> inBatches(
                        goOn,
                        after -> conversations.forTrash(user, time, after, BATCH),
                        found -> trash.trashUnchanged(key(user, found), found),
                        ids -> report.done("conversations.delete", user, ids)));
        due.archive()
                .ifPresent(time -> inBatches(
                        goOn,
                        after -> conversations.forArchive(user, time, after, BATCH),
                        found -> changes.archiveUnchanged(key(user, found), found),
                        ids -> report.done("conversations.update", user, ids)));
    }

    private static void inBatches(
            BooleanSupplier goOn,
            Function<Optional<StoredConversation>, List<StoredConversation>> read,
            Predicate<StoredConversation> change,
            Consumer<List<String>> report) {
        inTurn(goOn, BATCH, read, batch -> {
            List<String> done = new ArrayList<>();
            try {
                for (StoredConversation found : batch) {
                    if (succeeds(change, found)) {
                        done.add(found.id());
                    }
                }
            } finally {
                if (!done.isEmpty()) {
                    report.accept(done);
                }
            }
        });
    }

    /** Reads page after page, each behind the last of the one before, until one is not full. */
    private static <T> void inTurn(
            BooleanSupplier goOn, int full, Function<Optional<T>, List<T>> read, Consumer<List<T>> act) {
        Optional<T> last = Optional.empty();
        do {
            List<T> page = read.apply(last);
            act.accept(page);
            last = page.size() < full ? Optional.empty() : Optional.of(page.get(full - 1));
        } while (last.isPresent() && goOn.getAsBoolean());
    }

    /** A conversation that cannot be changed does not keep the others waiting. */
    private static boolean succeeds(Predicate<StoredConversation> change, StoredConversation found) {
        try {
            return change.test(found);
        } catch (ConversationNotFoundException gone) {
            return false;
        } catch (ProblemException refused) {
            if (refused.status() >= 500) {
                throw refused;
            }
            LOG.log(Level.FINE, refused, () -> "Retention leaves " + found + " as it is");
            return false;
        } catch (MongoServerException refused) {
            LOG.log(Level.FINE, refused, () -> "Retention leaves " + found + " as it is");
            return false;
        }
    }

    private static ConversationKey key(String user, StoredConversation found) {
        return new ConversationKey(user, new ObjectId(found.id()));
    }

    /** Whether this node may do it until the given time. */
    boolean lease(Instant until) {
        return leases.take("retention", clock.instant(), until);
    }

    Duration pause() {
        return settings.pause();
    }

    private Due due(Retention retention) {
        return Due.of(retention.cappedAt(settings.max()), clock.instant());
    }
}
