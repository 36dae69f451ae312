package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.conversation.SegmentRepository.SealedMessages;

/**
 * Reads messages across the tail and the segments. A document that was read is a snapshot: the segments it counts never
 * change, so what is read later still belongs to it.
 */
@ApplicationScoped
class Transcript {
    /** Segments read at once: about 1 MiB. */
    private static final int BATCH = 8;

    private final ConversationRepository conversations;
    private final SegmentRepository segments;
    private final AdoptionRepository adoption;

    /** For the client proxy. */
    Transcript() {
        this(null, null, null);
    }

    @Inject
    Transcript(ConversationRepository conversations, SegmentRepository segments, AdoptionRepository adoption) {
        this.conversations = conversations;
        this.segments = segments;
        this.adoption = adoption;
    }

    /** A whole document with what is needed to number its messages. */
    Optional<StoredConversation> snapshot(String userId, ObjectId id) {
        return conversations.find(userId, id).flatMap(found -> numbered(userId, found));
    }

    /**
     * Gives every message of a snapshot, oldest first, a batch of segments in memory at a time.
     *
     * @throws SnapshotGoneException if it was replaced or deleted so far that its segments are gone
     */
    <X extends Exception> void forEach(StoredConversation snapshot, EachMessage<X> each) throws X {
        ObjectId id = new ObjectId(snapshot.id());
        int end = snapshot.firstSegment() + snapshot.segmentCount();
        int seq = 0;
        for (int from = snapshot.firstSegment(); from < end; from += BATCH) {
            for (SealedMessages segment : segments.read(id, from, Math.min(end, from + BATCH))) {
                if (segment.firstSeq() != seq) {
                    throw new SnapshotGoneException();
                }
                for (StoredMessage message : segment.messages()) {
                    each.accept(message, seq++);
                }
            }
        }
        if (seq != snapshot.tailFirstSeq()) {
            throw new SnapshotGoneException();
        }
        for (StoredMessage message : snapshot.tail()) {
            each.accept(message, seq++);
        }
    }

    /**
     * The messages of a snapshot read ahead, so that one that is replaced meanwhile is noticed before an answer begins.
     *
     * @return null for a conversation too long for that: it is read while it is written
     * @throws SnapshotGoneException as {@link #forEach} says
     */
    List<StoredMessage> ahead(StoredConversation snapshot) {
        if (snapshot.segmentCount() > BATCH) {
            return null;
        }
        if (snapshot.segmentCount() == 0) {
            return snapshot.tail();
        }
        List<StoredMessage> messages = new ArrayList<>();
        forEach(snapshot, (message, seq) -> messages.add(message));
        return messages;
    }

    /** Takes messages one by one; {@code X} is what goes wrong with it. */
    interface EachMessage<X extends Exception> {
        void accept(StoredMessage message, int seq) throws X;
    }

    /** The newest messages. */
    Optional<MessagePage> newest(String userId, ObjectId id, int limit) {
        StoredConversation found = conversations.newest(userId, id, limit).orElse(null);
        if (found == null) {
            return Optional.empty();
        }
        if (!found.adopted()) {
            return snapshot(userId, id).map(whole -> page(whole, whole.end(), limit, whole.tailFirstSeq()));
        }
        int count = found.messageCount().orElse(0);
        return Optional.of(page(found, count, limit, count - found.tail().size()));
    }

    /** The messages before one of them. */
    Optional<MessagePage> before(String userId, ObjectId id, int before, int limit) {
        StoredConversation found = conversations.header(userId, id).orElse(null);
        if (found == null) {
            return Optional.empty();
        }
        if (found.adopted() && before <= found.tailFirstSeq()) {
            return Optional.of(page(found, before, limit, found.tailFirstSeq()));
        }
        return snapshot(userId, id)
                .map(whole -> page(whole, Math.min(before, whole.end()), limit, whole.tailFirstSeq()));
    }

    /** Where a message stands, looked for from the newest on; empty when it is not there. */
    Optional<Integer> seqOf(StoredConversation snapshot, String messageId) {
        Optional<Integer> inTail = indexOf(snapshot.tail(), messageId).map(i -> snapshot.tailFirstSeq() + i);
        for (int i = snapshot.segmentCount() - 1; inTail.isEmpty() && i >= 0; i--) {
            Optional<SealedMessages> segment = segments.find(new ObjectId(snapshot.id()), snapshot.firstSegment() + i);
            Optional<Integer> found =
                    segment.flatMap(part -> indexOf(part.messages(), messageId).map(at -> part.firstSeq() + at));
            if (found.isPresent()) {
                return found;
            }
        }
        return inTail;
    }

    /**
     * Cuts a page out of a document whose array begins at {@code arrayFirstSeq}, and out of segments for what lies
     * before the tail.
     */
    private MessagePage page(StoredConversation found, int end, int limit, int arrayFirstSeq) {
        int from = Math.max(0, end - limit);
        List<StoredMessage> messages = new ArrayList<>(limit);
        int sealedEnd = Math.min(end, found.tailFirstSeq());
        if (from < sealedEnd) {
            new SealedReader(segments, found).read(from, sealedEnd, messages::add);
        }
        List<StoredMessage> array = found.tail();
        for (int seq = Math.max(from, arrayFirstSeq); seq < end && seq - arrayFirstSeq < array.size(); seq++) {
            messages.add(array.get(seq - arrayFirstSeq));
        }
        return new MessagePage(found.id(), from, messages);
    }

    /** A document that has segments but not our other counters gets them before its messages can be numbered. */
    Optional<StoredConversation> numbered(String userId, StoredConversation found) {
        if (!found.adopted() && found.segmentCount() > 0) {
            adoption.adopt(found);
            return conversations.find(userId, new ObjectId(found.id()));
        }
        return Optional.of(found);
    }

    private static Optional<Integer> indexOf(List<StoredMessage> messages, String messageId) {
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).id().filter(messageId::equals).isPresent()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
