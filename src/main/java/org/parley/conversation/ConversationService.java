package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationChangeRepository.Replacement;

/**
 * What can be done with conversations. Every call names the user; what is not the user's does not exist for it
 * ({@link ConversationNotFoundException}).
 */
@ApplicationScoped
class ConversationService {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
    /** How often a change starts over because somebody else's came first. */
    private static final int TRIES = 50;

    private static final int DELETE_BATCH = 500;

    private final ConversationRepository conversations;
    private final ConversationChangeRepository changes;
    private final AdoptionRepository adoption;
    private final Division division;
    private final Sealing sealing;
    private final GuardedAppend guarded;
    private final Event<ConversationsDeleted> deleted;
    private final Clock clock;

    /** For the client proxy. */
    ConversationService() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    ConversationService(
            ConversationRepository conversations,
            ConversationChangeRepository changes,
            AdoptionRepository adoption,
            Division division,
            Sealing sealing,
            GuardedAppend guarded,
            Event<ConversationsDeleted> deleted,
            Clock clock) {
        this.conversations = conversations;
        this.changes = changes;
        this.adoption = adoption;
        this.division = division;
        this.sealing = sealing;
        this.guarded = guarded;
        this.deleted = deleted;
        this.clock = clock;
    }

    /** Stores a new conversation under an id that nobody else has. */
    void create(String userId, ObjectId id, NewConversation wanted) {
        Tail.Split split = division.split(wanted.messages());
        division.store(id, userId, split, 0);
        conversations.insert(new Conversation(id, userId, wanted.title(), wanted.metadata(), split, now()));
    }

    /**
     * Appends a message; to a certain message, if it names a parent.
     *
     * @param messageId the id it gets; repeating a call with the same id appends nothing
     * @return the conversation after it, without messages, or empty when a message of that id is there already
     */
    Optional<StoredConversation> append(
            String userId, ObjectId id, Precondition precondition, NewMessage message, String messageId) {
        if (message.parent() != null) {
            return guarded.append(userId, id, precondition, message, messageId, false);
        }
        boolean wasAdopted = false;
        for (int i = 0; i < TRIES; i++) {
            StoredConversation required = required(userId, id, precondition);
            Optional<StoredConversation> after = changes.append(userId, id, message, messageId, required, null, now());
            if (after.isPresent()) {
                sealing.afterAppend(userId, after.get());
                return after;
            }
            StoredConversation found = conversations.find(userId, id).orElseThrow(() -> notFound(id));
            if (wasAdopted && required == null) {
                return Optional.empty(); // it was there to be appended to, so only the id can have stood in the way
            }
            wasAdopted = found.adopted();
            if (!found.adopted()) {
                precondition.required(found);
                Optional<StoredConversation> adopted = adoption.adoptWith(found, message, messageId, now());
                if (adopted.isPresent()) {
                    return adopted;
                }
            }
        }
        throw Precondition.failed();
    }

    /** Applies a change; nothing asked for changes nothing. */
    void change(String userId, ObjectId id, Precondition precondition, Change change) {
        untilDone(userId, id, precondition, found -> {
            if (change.isEmpty()) {
                return true;
            }
            StoredConversation required = precondition.isPresent() ? found : null;
            if (change.messages().isPresent()) {
                return replace(userId, id, change, found, required);
            }
            return changes.change(userId, id, change, guardForSize(found, change, required), now())
                    .isPresent();
        });
    }

    /**
     * Applies a change that is made of what is there, and made anew when somebody else's came in between.
     *
     * @param wanted makes the change; one that asks for nothing changes nothing
     */
    void change(String userId, ObjectId id, Function<StoredConversation, Change> wanted) {
        untilDone(userId, id, Precondition.of(null), found -> {
            Change change = wanted.apply(found);
            return change.isEmpty()
                    || changes.change(userId, id, change, found, now()).isPresent();
        });
    }

    /** Removes a conversation, then its segments. */
    void delete(String userId, ObjectId id, Precondition precondition) {
        for (int i = 0; i < TRIES; i++) {
            if (changes.remove(userId, id, required(userId, id, precondition))) {
                division.removeAll(id);
                deleted.fire(new ConversationsDeleted(userId, List.of(id.toHexString())));
                return;
            }
            existing(userId, id);
        }
        throw Precondition.failed();
    }

    /** Removes all conversations the user has now, archived ones too. */
    long deleteAll(String userId) {
        List<ObjectId> ids = conversations.ids(userId);
        long count = 0;
        for (int from = 0; from < ids.size(); from += DELETE_BATCH) {
            List<ObjectId> batch = ids.subList(from, Math.min(ids.size(), from + DELETE_BATCH));
            count += changes.removeAll(userId, batch);
            batch.forEach(division::removeAll);
            deleted.fire(new ConversationsDeleted(
                    userId, batch.stream().map(ObjectId::toHexString).toList()));
        }
        return count;
    }

    long count(String userId, StatusFilter filter) {
        return conversations.count(userId, filter);
    }

    boolean exists(String userId, ObjectId id) {
        return conversations.header(userId, id).isPresent();
    }

    /** The conversation, or the refusal that is the same for whatever is not there. */
    StoredConversation existing(String userId, ObjectId id) {
        return conversations.header(userId, id).orElseThrow(() -> notFound(id));
    }

    /** The refusal; looks whether the conversation is somebody else's, for the audit log. */
    ConversationNotFoundException notFound(ObjectId id) {
        return new ConversationNotFoundException(conversations.existsForAnybody(id));
    }

    /** The id in a path; in one spelling only, or the audit log would know a conversation under several. */
    static ObjectId id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new ConversationNotFoundException(false);
        }
        return new ObjectId(text);
    }

    /** Metadata is merged key by key and needs no guard, unless it might grow beyond its limit on the way. */
    private static StoredConversation guardForSize(
            StoredConversation found, Change change, StoredConversation required) {
        if (change.metadata().isEmpty()) {
            return required;
        }
        Document merged =
                Metadata.merged(found.metadataDocument(), change.metadata().get());
        Metadata.checkSize(merged);
        return Tail.bytes(merged) > Metadata.MAX_BYTES / 2 ? found : required;
    }

    private boolean replace(
            String userId, ObjectId id, Change change, StoredConversation found, StoredConversation required) {
        guardForSize(found, change, required);
        Tail.Split split = division.split(change.messages().orElseThrow());
        int number =
                split.segments().isEmpty() && found.segmentCount() == 0 ? found.firstSegment() : division.freshNumber();
        division.store(id, userId, split, number);
        boolean done = changes.replace(userId, id, change, new Replacement(split, number, found), required, now())
                .isPresent();
        if (done) {
            division.remove(id, found.firstSegment(), found.segmentCount());
        } else {
            division.remove(id, number, split.segments().size());
        }
        return done;
    }

    private void untilDone(
            String userId, ObjectId id, Precondition precondition, Function<StoredConversation, Boolean> attempt) {
        for (int i = 0; i < TRIES; i++) {
            StoredConversation found = existing(userId, id);
            precondition.required(found);
            if (!found.adopted()) {
                adoptIfNeeded(userId, id, found);
            } else if (attempt.apply(found)) {
                return;
            }
        }
        throw Precondition.failed();
    }

    private StoredConversation required(String userId, ObjectId id, Precondition precondition) {
        return precondition.isPresent() ? precondition.required(existing(userId, id)) : null;
    }

    private void adoptIfNeeded(String userId, ObjectId id, StoredConversation found) {
        if (!found.adopted()) {
            conversations.find(userId, id).ifPresent(adoption::adopt);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
