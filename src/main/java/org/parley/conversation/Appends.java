package org.parley.conversation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parley.document.OddValueException;
import org.parley.document.Precondition;
import org.parley.document.StoredConversation;
import org.parley.message.Branches;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.message.NewMessage;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Retries;
import org.parley.segment.SealedReader;
import org.parley.segment.SegmentRepository;
import org.parley.segment.SnapshotGoneException;

/**
 * Appends one message for a user, whatever else happens to the conversation meanwhile, and seals the tail when it has
 * grown long.
 *
 * <p>A message at the end of a short conversation costs one command. A message whose place must be known, because it
 * names its parent or may have been stored before, is stored only while the conversation has as many messages as it was
 * read with; otherwise it is read again.
 */
@Component
class Appends {
    private static final Retries AT_THE_END = Retries.atMost(50);
    /** Each round lets one concurrent writer succeed, so 300 tries cover far more writers than a chat has. */
    private static final Retries IN_PLACE = Retries.atMost(300).withPauses();

    private final ConversationRepository conversations;
    private final ConversationWrites writes;
    private final ConversationStorage storage;
    private final SegmentRepository segments;
    private final Transcript transcript;
    private final Sealing sealing;
    private final Clock clock;

    @Inject
    Appends(
            ConversationRepository conversations,
            ConversationWrites writes,
            ConversationStorage storage,
            SegmentRepository segments,
            Transcript transcript,
            Sealing sealing,
            Clock clock) {
        this.conversations = conversations;
        this.writes = writes;
        this.storage = storage;
        this.segments = segments;
        this.transcript = transcript;
        this.sealing = sealing;
        this.clock = clock;
    }

    /**
     * Appends a message, to its parent if it names one. Repeating a call with the same id appends nothing as long as the
     * message is in the tail.
     *
     * @param message has an id
     * @return the conversation after it, without messages; empty if a message of that id is there already
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 if there is no such parent, 409 if there are {@value Branches#MAX} branches or the
     *     message would destroy what another program keeps in the document, 412 if the precondition does not hold
     */
    Optional<StoredConversation> append(ConversationKey key, Precondition precondition, NewMessage message) {
        return message.parent().isPresent()
                ? inPlace(key, precondition, message, false)
                : atTheEnd(key, precondition, message);
    }

    /**
     * Appends a message unless one of its id is there, sealed or not: with a parent among the messages that continue
     * it, else among all.
     *
     * @return and throws as {@link #append}
     */
    Optional<StoredConversation> appendOnce(ConversationKey key, NewMessage message) {
        return inPlace(key, Precondition.NONE, message, true);
    }

    private Optional<StoredConversation> atTheEnd(ConversationKey key, Precondition precondition, NewMessage message) {
        boolean[] couldBeAppendedTo = {false};
        return AT_THE_END
                .<Optional<StoredConversation>>until(() -> {
                    Optional<StoredConversation> required =
                            precondition.isPresent() ? precondition.required(existing(key)) : Optional.empty();
                    Append append = Append.atTheEnd(key, message, required, now());
                    try {
                        Optional<StoredConversation> after = sealed(writes.append(append));
                        if (after.isPresent()) {
                            return Optional.of(after);
                        }
                    } catch (OddValueException odd) {
                        if (couldBeAppendedTo[0]) {
                            throw odd;
                        }
                    }
                    StoredConversation found = conversations.find(key).orElseThrow(() -> notFound(key));
                    refuseIfOdd(found);
                    if (isReady(found, message)) {
                        if (couldBeAppendedTo[0] && required.isEmpty()) {
                            return Optional.of(Optional.empty()); // only the id can have prevented it
                        }
                        couldBeAppendedTo[0] = true;
                        return Optional.empty();
                    }
                    couldBeAppendedTo[0] = false;
                    precondition.required(found);
                    return writes.adoptAndAppend(found, append).map(Optional::of);
                })
                .orElseThrow(Precondition::failed);
    }

    private Optional<StoredConversation> inPlace(
            ConversationKey key, Precondition precondition, NewMessage message, boolean once) {
        String messageId = message.id().orElseThrow();
        return IN_PLACE.<Optional<StoredConversation>>until(() -> {
                    StoredConversation seen = read(key, message, once);
                    Optional<StoredConversation> required = precondition.required(seen);
                    if (!isReady(seen, message)) {
                        adopt(key, message);
                        return Optional.empty();
                    }
                    message.parent().ifPresent(parent -> check(seen, parent));
                    if (once && isSealed(seen, message.parent(), messageId)) {
                        return Optional.of(Optional.empty());
                    }
                    Optional<StoredConversation> after = sealed(appended(key, message, required, seen));
                    return after.isPresent() || conversations.holds(key, messageId)
                            ? Optional.of(after)
                            : Optional.empty();
                })
                .orElseThrow(() -> new ProblemException(
                        409,
                        "The conversation is being changed all the time. Try again shortly",
                        List.of(),
                        Map.of("Retry-After", "1")));
    }

    /** Whether a message can be added, with its metrics. */
    private static boolean isReady(StoredConversation found, NewMessage message) {
        return found.adopted()
                && (message.metrics().isEmpty() || found.metadata().takesMetrics());
    }

    private Optional<StoredConversation> appended(
            ConversationKey key, NewMessage message, Optional<StoredConversation> required, StoredConversation seen) {
        try {
            return writes.append(Append.inPlace(key, message, required, seen, now()));
        } catch (OddValueException odd) {
            conversations.find(key).ifPresent(Appends::refuseIfOdd);
            throw odd;
        }
    }

    private void adopt(ConversationKey key, NewMessage message) {
        conversations.find(key).ifPresent(found -> {
            refuseIfOdd(found);
            storage.adopt(found, message.metrics().isPresent());
        });
    }

    /** @throws OddValueException if nothing can be added without destroying what another program keeps there */
    private static void refuseIfOdd(StoredConversation found) {
        found.oddFields().obstacle().ifPresent(odd -> {
            throw odd.refusal();
        });
    }

    private Optional<StoredConversation> sealed(Optional<StoredConversation> after) {
        after.ifPresent(sealing::afterAppend);
        return after;
    }

    private StoredConversation read(ConversationKey key, NewMessage message, boolean once) {
        Optional<StoredConversation> found =
                once && message.parent().isEmpty() ? transcript.snapshot(key) : conversations.header(key);
        return found.orElseThrow(() -> notFound(key));
    }

    private static void check(StoredConversation seen, int parent) {
        int count = seen.counters().messages().orElseThrow();
        if (parent >= count) {
            throw ProblemException.badField("parent", "is no message of this conversation");
        }
        if (Branches.isBranch(count, parent) && seen.branches().size() >= Branches.MAX) {
            throw new ProblemException(
                    409,
                    "This conversation has " + Branches.MAX + " branches, the most there can be. Continue one of"
                            + " them, or begin a new conversation");
        }
    }

    private boolean isSealed(StoredConversation seen, Optional<Integer> parent, String messageId) {
        try {
            if (parent.isEmpty()) {
                return transcript.seqOf(seen, messageId).isPresent();
            }
            SealedReader reader = new SealedReader(segments, seen.segments());
            boolean[] found = {false};
            Branches tree = new Branches(seen.counters().messages().orElseThrow(), seen.branches());
            for (int child : tree.children(parent.get())) {
                if (child < seen.tailFirstSeq()) {
                    reader.read(
                            child,
                            child + 1,
                            message -> found[0] |=
                                    message.id().filter(messageId::equals).isPresent());
                }
            }
            return found[0];
        } catch (SnapshotGoneException replaced) {
            return false; // the append is refused too, because the messages were replaced
        }
    }

    private StoredConversation existing(ConversationKey key) {
        return conversations.header(key).orElseThrow(() -> notFound(key));
    }

    private ConversationNotFoundException notFound(ConversationKey key) {
        return new ConversationNotFoundException(conversations.existsForAnybody(key.id()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
