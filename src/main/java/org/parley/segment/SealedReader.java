package org.parley.segment;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.parley.message.StoredMessage;

/**
 * Reads messages of one conversation out of its segments, any ranges of them, with two segments in memory at a time.
 * Ranges are cheapest in the order they are read in. For one thread.
 */
public final class SealedReader {
    private final SegmentRepository repository;
    private final SegmentRange segments;
    private List<SealedMessages> batch = List.of();

    /** Reads from the segments that a conversation counts. */
    public SealedReader(SegmentRepository repository, SegmentRange segments) {
        this.repository = repository;
        this.segments = segments;
    }

    /**
     * Gives the messages of a range, oldest first.
     *
     * @param from the first {@code seq}
     * @param end the {@code seq} after the last one, at most the conversation's {@code tail_first_seq}
     * @throws SnapshotGoneException if the messages were replaced or deleted since the conversation was read
     */
    public void read(int from, int end, Consumer<StoredMessage> each) {
        int seq = from;
        while (seq < end) {
            SealedMessages segment = segment(seq, false);
            for (int i = seq - segment.firstSeq(); i < segment.messages().size() && seq < end; i++, seq++) {
                each.accept(segment.messages().get(i));
            }
        }
    }

    /**
     * Gives the messages of a range, newest first, until no more are wanted; segments of the others are not read, but for
     * one.
     *
     * @param from the first {@code seq}
     * @param end the {@code seq} after the last one, at most the conversation's {@code tail_first_seq}
     * @param each takes a message and answers whether it takes the one before, too
     * @return whether all were taken
     * @throws SnapshotGoneException if the messages were replaced or deleted since the conversation was read
     */
    public boolean readBack(int from, int end, Predicate<StoredMessage> each) {
        for (int seq = end - 1; seq >= from; seq--) {
            SealedMessages segment = segment(seq, true);
            if (!each.test(segment.messages().get(seq - segment.firstSeq()))) {
                return false;
            }
        }
        return true;
    }

    private SealedMessages segment(int seq, boolean back) {
        for (SealedMessages one : batch) {
            if (one.holds(seq)) {
                return one;
            }
        }
        int number = next(seq);
        int first = back ? Math.max(segments.first(), number - 1) : number;
        int end = back ? number + 1 : Math.min(segments.end(), number + 2);
        batch = repository.read(segments.conversation(), first, end);
        return batch.stream().filter(one -> one.holds(seq)).findFirst().orElseThrow(SnapshotGoneException::new);
    }

    private int next(int seq) {
        if (batch.isEmpty()) {
            return locate(seq);
        }
        SealedMessages oldest = batch.get(0);
        SealedMessages newest = batch.get(batch.size() - 1);
        if (seq == oldest.firstSeq() - 1) {
            return oldest.number() - 1;
        }
        return seq == newest.end() ? newest.number() + 1 : locate(seq);
    }

    /**
     * The number of the segment that holds a message. No segment holds more than {@link Tail#SEGMENT_MESSAGES}, and
     * nearly all hold that many, so the first guess is right unless messages were large; then it is searched for.
     */
    private int locate(int seq) {
        int high = segments.count() - 1;
        int low = Math.min(seq / Tail.SEGMENT_MESSAGES, high);
        int step = 1;
        while (low < high) {
            int middle = Math.min(high, low + step);
            int firstSeq = repository
                    .firstSeq(segments.conversation(), segments.first() + middle)
                    .orElseThrow(SnapshotGoneException::new);
            if (firstSeq > seq) {
                high = middle - 1;
                step = Math.max(1, (high - low + 1) / 2);
            } else {
                low = middle;
                step *= 2;
            }
        }
        return segments.first() + low;
    }
}
