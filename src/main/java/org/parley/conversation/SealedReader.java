package org.parley.conversation;

import java.util.List;
import java.util.function.Consumer;
import org.bson.types.ObjectId;
import org.parley.conversation.SegmentRepository.SealedMessages;

/**
 * Reads messages of one conversation out of its segments, any ranges of them in ascending order, with two segments in
 * memory at a time. For one thread.
 */
final class SealedReader {
    private final SegmentRepository segments;
    private final StoredConversation conversation;
    private final ObjectId id;
    private List<SealedMessages> batch = List.of();

    SealedReader(SegmentRepository segments, StoredConversation conversation) {
        this.segments = segments;
        this.conversation = conversation;
        this.id = new ObjectId(conversation.id());
    }

    /**
     * Gives the messages of a range.
     *
     * @param from the first {@code seq}, not smaller than where the last range ended
     * @param end the {@code seq} after the last one, at most the conversation's {@code tail_first_seq}
     * @throws SnapshotGoneException if the messages were replaced or deleted since the conversation was read
     */
    void read(int from, int end, Consumer<StoredMessage> each) {
        int seq = from;
        while (seq < end) {
            SealedMessages segment = segment(seq);
            for (int i = seq - segment.firstSeq(); i < segment.messages().size() && seq < end; i++, seq++) {
                each.accept(segment.messages().get(i));
            }
        }
    }

    private SealedMessages segment(int seq) {
        for (SealedMessages one : batch) {
            if (holds(one, seq)) {
                return one;
            }
        }
        int number = next(seq);
        int last = conversation.firstSegment() + conversation.segmentCount();
        batch = segments.read(id, number, Math.min(last, number + 2));
        return batch.stream().filter(one -> holds(one, seq)).findFirst().orElseThrow(SnapshotGoneException::new);
    }

    private static boolean holds(SealedMessages segment, int seq) {
        return seq >= segment.firstSeq() && seq < end(segment);
    }

    private static int end(SealedMessages segment) {
        return segment.firstSeq() + segment.messages().size();
    }

    private int next(int seq) {
        if (batch.isEmpty()) {
            return locate(seq);
        }
        SealedMessages newest = batch.get(batch.size() - 1);
        return end(newest) == seq ? newest.number() + 1 : locate(seq);
    }

    /**
     * The number of the segment that holds a message. No segment holds more than {@link Tail#SEGMENT_MESSAGES}, and
     * nearly all hold just so many, so the first guess is right unless messages were large; then it is searched for.
     */
    private int locate(int seq) {
        int first = conversation.firstSegment();
        int low = Math.min(seq / Tail.SEGMENT_MESSAGES, conversation.segmentCount() - 1);
        int high = conversation.segmentCount() - 1;
        int step = 1;
        while (low < high) {
            int middle = Math.min(high, low + step);
            if (segments.firstSeq(id, first + middle).orElseThrow(SnapshotGoneException::new) > seq) {
                high = middle - 1;
                step = Math.max(1, (high - low + 1) / 2);
            } else {
                low = middle;
                step *= 2;
            }
        }
        return first + low;
    }
}
