package org.parley.conversation;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.StoredMessage;
import org.parley.platform.Component;
import org.parley.segment.SealedMessages;
import org.parley.segment.SealedReader;
import org.parley.segment.SegmentRange;
import org.parley.segment.SegmentRepository;
import org.parley.segment.SnapshotGoneException;

/**
 * Reads messages across the tail and the segments. A document that was read is a snapshot: the segments it counts never
 * change, so they can be read later.
 */
@Component
class Transcript {
    /** Segments read at once: about 1 MiB. */
    private static final int BATCH = 8;

    private final ConversationRepository conversations;
    private final SegmentRepository segments;
    private final ConversationStorage storage;

    @Inject
    Transcript(ConversationRepository conversations, SegmentRepository segments, ConversationStorage storage) {
        this.conversations = conversations;
        this.segments = segments;
        this.storage = storage;
    }

    /** A whole document whose messages can be numbered. */
    Optional<StoredConversation> snapshot(ConversationKey key) {
        return conversations.find(key).flatMap(found -> numbered(key, found));
    }

    /**
     * Gives every message of a snapshot, oldest first, a batch of segments in memory at a time.
     *
     * @throws SnapshotGoneException if it was replaced or deleted so far that its segments are gone
     */
    <X extends Exception> void forEach(StoredConversation snapshot, Snapshot.EachMessage<X> each) throws X {
        SegmentRange sealed = snapshot.segments();
        int seq = 0;
        for (int from = sealed.first(); from < sealed.end(); from += BATCH) {
            int to = Math.min(sealed.end(), from + BATCH);
            for (SealedMessages segment : segments.read(sealed.conversation(), from, to)) {
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
     * All messages of a snapshot, so that an answer does not begin before they are known to be there.
     *
     * @return empty if the conversation is too long for that; then it is read while the answer is written
     * @throws SnapshotGoneException as {@link #forEach} says
     */
    Optional<List<StoredMessage>> ahead(StoredConversation snapshot) {
        if (snapshot.segments().count() > BATCH) {
            return Optional.empty();
        }
        if (snapshot.segments().isEmpty()) {
            return Optional.of(snapshot.tail());
        }
        List<StoredMessage> messages = new ArrayList<>();
        forEach(snapshot, (message, seq) -> messages.add(message));
        return Optional.of(messages);
    }

    /** The newest messages. */
    Optional<MessagePage> newest(ConversationKey key, int limit) {
        StoredConversation found = conversations.newest(key, limit).orElse(null);
        if (found == null) {
            return Optional.empty();
        }
        if (!found.adopted() || !found.isCounted(limit)) {
            return snapshot(key).map(whole -> page(whole, whole.end(), limit, whole.tailFirstSeq()));
        }
        int count = found.counters().messages().orElse(0);
        return Optional.of(page(found, count, limit, count - found.tail().size()));
    }

    /** The messages before one of them. */
    Optional<MessagePage> before(ConversationKey key, int before, int limit) {
        StoredConversation found = conversations.header(key).orElse(null);
        if (found == null) {
            return Optional.empty();
        }
        if (found.adopted() && before <= found.tailFirstSeq()) {
            return Optional.of(page(found, before, limit, found.tailFirstSeq()));
        }
        return snapshot(key).map(whole -> page(whole, Math.min(before, whole.end()), limit, whole.tailFirstSeq()));
    }

    /** The same page of a conversation some of whose segments are damaged or gone. */
    Optional<MessagePage> pageOfWhatIsThere(ConversationKey key, Optional<Integer> before, int limit) {
        return whatIsThere(key).map(whole -> page(whole, Math.min(before.orElse(whole.end()), whole.end()), limit, 0));
    }

    /** The messages that can still be read if segments are damaged or missing, numbered from 0 without gaps. */
    Optional<StoredConversation> whatIsThere(ConversationKey key) {
        return conversations.find(key).map(found -> {
            List<StoredMessage> messages = new ArrayList<>();
            segments.readAll(found.segments()).forEach(segment -> messages.addAll(segment.messages()));
            messages.addAll(found.tail());
            return found.withAll(messages);
        });
    }

    /** Where a message stands, looked for from the newest on; empty when it is not there. */
    Optional<Integer> seqOf(StoredConversation snapshot, String messageId) {
        Optional<Integer> inTail = indexOf(snapshot.tail(), messageId).map(i -> snapshot.tailFirstSeq() + i);
        SegmentRange sealed = snapshot.segments();
        for (int number = sealed.end() - 1; inTail.isEmpty() && number >= sealed.first(); number--) {
            Optional<SealedMessages> segment = segments.find(sealed.conversation(), number);
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
            new SealedReader(segments, found.segments()).read(from, sealedEnd, messages::add);
        }
        List<StoredMessage> array = found.tail();
        for (int seq = Math.max(from, arrayFirstSeq); seq < end && seq - arrayFirstSeq < array.size(); seq++) {
            messages.add(array.get(seq - arrayFirstSeq));
        }
        return new MessagePage(found.id(), from, messages);
    }

    /** Adopts a document that has segments but lacks the other counters, without which it cannot be numbered. */
    Optional<StoredConversation> numbered(ConversationKey key, StoredConversation found) {
        if (!found.adopted()
                && !found.segments().isEmpty()
                && found.oddFields().obstacle().isEmpty()) {
            storage.adopt(found, false);
            return conversations.find(key);
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
