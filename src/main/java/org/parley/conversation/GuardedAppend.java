package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.types.ObjectId;
import org.parley.platform.ProblemException;

/**
 * Appends messages whose place must be known before they are stored: those that continue a certain message, and those
 * that may be there already. It reads how many messages there are, and stores only while there are still so many; when
 * another one came first it looks anew.
 */
@ApplicationScoped
class GuardedAppend {
    /** One of those who try at once always gets through, so this many are enough for crowds that no chat has. */
    private static final int TRIES = 300;

    private final ConversationRepository conversations;
    private final ConversationChangeRepository changes;
    private final AdoptionRepository adoption;
    private final SegmentRepository segments;
    private final Transcript transcript;
    private final Sealing sealing;
    private final Clock clock;

    /** For the client proxy. */
    GuardedAppend() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    GuardedAppend(
            ConversationRepository conversations,
            ConversationChangeRepository changes,
            AdoptionRepository adoption,
            SegmentRepository segments,
            Transcript transcript,
            Sealing sealing,
            Clock clock) {
        this.conversations = conversations;
        this.changes = changes;
        this.adoption = adoption;
        this.segments = segments;
        this.transcript = transcript;
        this.sealing = sealing;
        this.clock = clock;
    }

    /**
     * Appends a message.
     *
     * @param once whether to look among the sealed messages too for one of this id: with a parent among those that
     *     continue it, else among all
     * @return the conversation after it, without messages; empty when a message of that id is there already
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 when there is no such parent, 409 when there are {@value Branches#MAX} branches, 412
     *     when the precondition does not hold
     */
    Optional<StoredConversation> append(
            String userId, ObjectId id, Precondition precondition, NewMessage message, String messageId, boolean once) {
        for (int i = 0; i < TRIES; i++) {
            StoredConversation seen = read(userId, id, message, once);
            StoredConversation required = precondition.required(seen);
            if (!seen.adopted()) {
                conversations.find(userId, id).ifPresent(adoption::adopt);
                continue;
            }
            check(seen, message.parent());
            if (once && isSealed(seen, message.parent(), messageId)) {
                return Optional.empty();
            }
            Optional<StoredConversation> after = changes.append(
                    userId,
                    id,
                    message,
                    messageId,
                    required,
                    seen,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            if (after.isPresent()) {
                sealing.afterAppend(userId, after.get());
                return after;
            }
            if (conversations.holds(userId, id, messageId)) {
                return Optional.empty();
            }
            stepAside(i);
        }
        throw new ProblemException(
                409,
                "The conversation is being changed all the time. Try again shortly",
                List.of(),
                Map.of("Retry-After", "1"));
    }

    private StoredConversation read(String userId, ObjectId id, NewMessage message, boolean once) {
        Optional<StoredConversation> found =
                once && message.parent() == null ? transcript.snapshot(userId, id) : conversations.header(userId, id);
        return found.orElseThrow(() -> new ConversationNotFoundException(conversations.existsForAnybody(id)));
    }

    private static void check(StoredConversation seen, Integer parent) {
        int count = seen.messageCount().orElseThrow();
        if (parent == null) {
            return;
        }
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

    private boolean isSealed(StoredConversation seen, Integer parent, String messageId) {
        try {
            if (parent == null) {
                return transcript.seqOf(seen, messageId).isPresent();
            }
            SealedReader reader = new SealedReader(segments, seen);
            boolean[] found = {false};
            for (int child : new Branches(seen.messageCount().orElseThrow(), seen.branches()).children(parent)) {
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
            return false; // and what is appended now is refused, because the conversation is another one
        }
    }

    /** Many who try again at once would only stand in one another's way. */
    private static void stepAside(int tries) {
        if (tries > 1) {
            LockSupport.parkNanos(
                    TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextInt(200, 8_000)));
        }
    }
}
