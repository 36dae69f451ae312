package org.parley.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.types.ObjectId;
import org.parley.conversation.SearchableRepository;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.StoredMessage;
import org.parley.segment.SealedReader;
import org.parley.segment.SegmentRepository;
import org.parley.segment.SnapshotGoneException;

/** Brings single conversations of one index up to date. */
final class ConversationIndexer {
    private static final Logger LOG = Logger.getLogger(ConversationIndexer.class.getName());

    /** So many new messages are read apart from the rest of their conversation. */
    private static final int FEW = 50;

    private final String userId;
    private final UserIndex index;
    private final SearchableRepository conversations;
    private final SegmentRepository segments;

    ConversationIndexer(
            String userId, UserIndex index, SearchableRepository conversations, SegmentRepository segments) {
        this.userId = userId;
        this.index = index;
        this.conversations = conversations;
        this.segments = segments;
    }

    /**
     * Indexes what is new of a conversation, the newest messages first.
     *
     * @param header the conversation as it was found; it is read again
     * @param budget how many messages to read at the most; those before stay for another call
     * @return how many messages were read, and one for the conversation
     */
    int index(StoredConversation header, int budget) throws IOException {
        ObjectId id = new ObjectId(header.id());
        ConversationKey key = new ConversationKey(userId, id);
        Optional<Stamp> before = index.stamp(id);
        if (before.isPresent()) {
            Optional<StoredConversation> end = newEnd(key, header, before.get());
            if (end.isPresent()) {
                return 1 + addEnd(id, end.get(), before.get());
            }
        }
        Optional<StoredConversation> whole = conversations.whole(key);
        if (whole.isEmpty()) {
            index.remove(id);
            return 1;
        }
        return 1 + add(id, whole.get(), budget);
    }

    /** The conversation with no more than its new messages; empty if it has to be read whole. */
    private Optional<StoredConversation> newEnd(ConversationKey key, StoredConversation header, Stamp before) {
        if (!before.isBefore(header)) {
            return Optional.empty();
        }
        int added = header.counters().messages().orElseThrow() - before.high();
        if (added == 0) {
            return Optional.of(header);
        }
        if (added > FEW || before.high() < header.tailFirstSeq()) {
            return Optional.empty();
        }
        return conversations
                .newest(key, added)
                .filter(end -> before.isBefore(end) && end.isCounted(added) && first(end) <= before.high());
    }

    /** The {@code seq} of the first message that was read of a counted conversation. */
    private static int first(StoredConversation end) {
        return end.counters().messages().orElseThrow() - end.tail().size();
    }

    private int addEnd(ObjectId id, StoredConversation end, Stamp before) throws IOException {
        int count = end.counters().messages().orElseThrow();
        int first = first(end);
        for (int seq = before.high(); seq < count; seq++) {
            index.add(id, seq, end.tail().get(seq - first), end);
        }
        index.stamp(id, end, Stamp.of(end, before.low(), count));
        return count - before.high();
    }

    private int add(ObjectId id, StoredConversation now, int budget) throws IOException {
        int end = now.end();
        Optional<Stamp> before = index.stamp(id).filter(stamp -> stamp.isOf(now) || stamp.isBefore(now));
        if (before.filter(stamp -> stamp.high() <= end && end - stamp.high() <= budget)
                .isEmpty()) {
            index.remove(id);
            before = Optional.empty();
        }
        int high = before.map(Stamp::high).orElse(end);
        int low = before.map(Stamp::low).orElse(end);
        int from = Math.max(0, low - Math.max(0, budget - (end - high)));
        try {
            add(id, now, high, end);
            add(id, now, from, low);
        } catch (SnapshotGoneException e) {
            LOG.log(Level.FINE, "Older messages of a conversation are gone or damaged", e);
            index.remove(id);
            from = 0;
            add(id, now, now.tailFirstSeq(), end);
        }
        index.stamp(id, now, Stamp.of(now, from, end));
        return end - high + low - from;
    }

    private void add(ObjectId id, StoredConversation now, int from, int end) throws IOException {
        int sealedEnd = Math.min(end, now.tailFirstSeq());
        if (from < sealedEnd) {
            List<StoredMessage> sealed = new ArrayList<>(sealedEnd - from);
            new SealedReader(segments, now.segments()).read(from, sealedEnd, sealed::add);
            for (int i = 0; i < sealed.size(); i++) {
                index.add(id, from + i, sealed.get(i), now);
            }
        }
        for (int seq = Math.max(from, now.tailFirstSeq()); seq < end; seq++) {
            index.add(id, seq, now.tail().get(seq - now.tailFirstSeq()), now);
        }
    }
}
