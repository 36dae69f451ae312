package org.parley.conversation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.Document;
import org.parley.bson.BsonSize;
import org.parley.document.FilingChange;
import org.parley.document.Metadata;
import org.parley.document.Precondition;
import org.parley.document.Status;
import org.parley.document.StoredConversation;
import org.parley.listing.ListFilter;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Component;
import org.parley.platform.Retries;
import org.parley.project.Projects;

/**
 * Creates, changes and counts a user's conversations. To a user, another user's conversation does not exist
 * ({@link ConversationNotFoundException}).
 */
@Component
public class ConversationService {
    /** A change starts again if another one was stored first. */
    private static final Retries RETRIES = Retries.atMost(50);

    private final ConversationRepository conversations;
    private final ConversationListRepository lists;
    private final ConversationWrites writes;
    private final ConversationStorage storage;
    private final Projects projects;
    private final Clock clock;

    @Inject
    ConversationService(
            ConversationRepository conversations,
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

    /** Creates a conversation under an id that no other one has. */
    void create(ConversationKey key, NewConversation wanted) {
        filing(key, wanted.filing().project(), () -> writes.create(key, wanted, now()));
    }

    /** Applies a change; an empty one changes nothing. */
    void change(ConversationKey key, Precondition precondition, ConversationUpdate change) {
        filing(key, change.filing().flatMap(FilingChange::target), () -> apply(key, precondition, change));
    }

    /** Makes a change after which the conversation is in a project, which must be there then. */
    private void filing(ConversationKey key, Optional<String> project, Runnable change) {
        projects.filing(key.userId(), project, change, () -> {
            FilingChange takeOut = FilingChange.takeOut(project.orElseThrow());
            apply(key, Precondition.NONE, ConversationUpdate.NOTHING.withFiling(takeOut));
        });
    }

    /**
     * Changes tags, project or pin.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws org.parley.platform.ProblemException 400 if there would be too many tags or the project is none of the
     *     user's, 409 if the stored conversation holds a value that the change would destroy
     */
    public void file(ConversationKey key, FilingChange change) {
        change(key, Precondition.NONE, ConversationUpdate.NOTHING.withFiling(change));
    }

    /**
     * Archives a conversation, or takes it out of the archive.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public void setStatus(ConversationKey key, Status status) {
        change(key, Precondition.NONE, ConversationUpdate.NOTHING.withStatus(status));
    }

    /**
     * Archives a conversation because of its age: {@code updated_at} stays.
     *
     * @param seen as it was read; one that has changed since stays as it is
     * @return whether it is archived now
     * @throws ConversationNotFoundException if the user has no such conversation any more
     */
    public boolean archiveUnchanged(ConversationKey key, StoredConversation seen) {
        AtomicBoolean unchanged = new AtomicBoolean();
        change(key, found -> {
            unchanged.set(found.etag().equals(seen.etag()));
            return unchanged.get() ? ConversationUpdate.ARCHIVED_BY_AGE : ConversationUpdate.NOTHING;
        });
        return unchanged.get();
    }

    /** Makes what older programs have tagged findable by {@code list_keys}; to be called before such a query. */
    public void prepareFilters(String userId) {
        storage.addListKeys(userId);
    }

    private void apply(ConversationKey key, Precondition precondition, ConversationUpdate change) {
        untilDone(key, precondition, found -> {
            if (change.isEmpty()) {
                return true;
            }
            if (!takes(key, found, change)) {
                return false;
            }
            StoredConversation seen = withOddFiling(key, found, change);
            if (change.filesOnly() && seen.isFiled(change.filing().orElseThrow().apply(seen.filing()))) {
                return true;
            }
            Optional<StoredConversation> required = precondition.isPresent() ? Optional.of(seen) : Optional.empty();
            Optional<StoredConversation> guard = guardForSize(seen, change, required);
            if (change.messages().isEmpty()) {
                return writes.change(key, change, seen, guard, now()).isPresent();
            }
            boolean replaced =
                    writes.replace(key, change, seen, required, now()).isPresent();
            if (!replaced) {
                conversations.find(key).ifPresent(ConversationService::refuseIfOdd);
            }
            return replaced;
        });
    }

    /**
     * Applies a change that depends on the conversation's state. It is computed again if another change comes first.
     *
     * @param wanted computes the change; an empty one changes nothing
     */
    void change(ConversationKey key, Function<StoredConversation, ConversationUpdate> wanted) {
        untilDone(key, Precondition.NONE, found -> {
            ConversationUpdate change = wanted.apply(found);
            return change.isEmpty()
                    || takes(key, found, change)
                            && writes.change(key, change, found, Optional.of(found), now())
                                    .isPresent();
        });
    }

    long count(String userId, ListFilter filter) {
        if (filter.key(userId).isPresent()) {
            prepareFilters(userId);
        }
        return lists.count(userId, filter);
    }

    /** Whether it was created, though it may lie in the trash by now. */
    boolean exists(ConversationKey key) {
        return conversations.header(key).isPresent()
                || !conversations.inTrash(key.userId(), List.of(key.id())).isEmpty();
    }

    /** The conversation without its messages. */
    StoredConversation existing(ConversationKey key) {
        return conversations.header(key).orElseThrow(() -> notFound(key));
    }

    /** The refusal; for the audit log it says whether the conversation is another user's. */
    public ConversationNotFoundException notFound(ConversationKey key) {
        return new ConversationNotFoundException(conversations.belongsToSomebody(key.id()));
    }

    /** Metadata is merged key by key and needs no guard, unless concurrent changes might exceed its limit together. */
    private static Optional<StoredConversation> guardForSize(
            StoredConversation found, ConversationUpdate change, Optional<StoredConversation> required) {
        if (change.metadata().isEmpty()) {
            return required;
        }
        Document merged =
                Metadata.merged(found.metadata().document(), change.metadata().get());
        Metadata.checkSize(merged);
        return BsonSize.of(merged) > Metadata.MAX_BYTES / 2 ? Optional.of(found) : required;
    }

    private void untilDone(ConversationKey key, Precondition precondition, Predicate<StoredConversation> attempt) {
        RETRIES.until(() -> {
                    StoredConversation found = existing(key);
                    precondition.required(found);
                    if (!found.adopted()) {
                        adopt(key, false);
                        return Optional.empty();
                    }
                    return attempt.test(found) ? Optional.of(true) : Optional.empty();
                })
                .orElseThrow(Precondition::failed);
    }

    /** The conversation read whole if it is filed in a way that Parley does not know, so that nothing of that is lost. */
    private StoredConversation withOddFiling(ConversationKey key, StoredConversation found, ConversationUpdate change) {
        return change.filing().isEmpty() || found.oddFields().displacedFiling().isEmpty()
                ? found
                : conversations.find(key).orElse(found);
    }

    /** Whether metadata can be set, if the change has any; else it can when the conversation is read next. */
    private boolean takes(ConversationKey key, StoredConversation found, ConversationUpdate change) {
        boolean takes = change.metadata().isEmpty() || found.metadata().canBeSet();
        if (!takes) {
            adopt(key, true);
        }
        return takes;
    }

    private void adopt(ConversationKey key, boolean forMetadata) {
        conversations.find(key).ifPresent(found -> {
            if (!found.oddFields().areMessages()) {
                refuseIfOdd(found); // only a change of the messages would destroy odd ones
            }
            storage.adopt(found, forMetadata);
        });
    }

    private static void refuseIfOdd(StoredConversation found) {
        found.oddFields().obstacle().ifPresent(odd -> {
            throw odd.refusal();
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
