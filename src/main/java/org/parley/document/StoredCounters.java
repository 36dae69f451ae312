package org.parley.document;

import static org.parley.document.StoredFields.BRANCHES;
import static org.parley.document.StoredFields.FIRST_SEGMENT;
import static org.parley.document.StoredFields.MESSAGE_COUNT;
import static org.parley.document.StoredFields.REVISION;
import static org.parley.document.StoredFields.SEGMENT_COUNT;
import static org.parley.document.StoredFields.TAIL_BYTES;
import static org.parley.document.StoredFields.TAIL_FIRST_SEQ;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.parley.bson.LocatedFields;

/**
 * The counters of a stored conversation; {@code conversation.Conversation} says what each counts. A document that an older program
 * wrote has none, and a value that no counter can have is taken as missing.
 */
public final class StoredCounters {
    /** More changes than there can have been; up to here a {@code double} is exact. */
    private static final double MAX_REVISION = 1L << 53;

    private final LocatedFields fields;
    private final boolean segmented;

    /**
     * The counters of a document.
     *
     * @param segmented false if all messages are at hand, so that no segment counts
     */
    StoredCounters(LocatedFields fields, boolean segmented) {
        this.fields = fields;
        this.segmented = segmented;
    }

    /** Whether all are there and agree, so that a change can add to them. Without segments the tail begins at 0. */
    public boolean areComplete() {
        return segmented
                && hasRevision()
                && Stream.of(MESSAGE_COUNT, TAIL_BYTES, SEGMENT_COUNT, TAIL_FIRST_SEQ)
                        .allMatch(counter -> fields.count(counter).isPresent())
                && (segments() > 0 || fields.count(TAIL_FIRST_SEQ).orElse(0) == 0)
                && (!fields.has(FIRST_SEGMENT) || fields.count(FIRST_SEGMENT).isPresent())
                && (!fields.has(BRANCHES) || fields.is(BRANCHES, BsonType.ARRAY));
    }

    /**
     * Whether they agree with a tail of which at most the newest {@code limit} messages were read. Where they do not,
     * another program has changed the messages and not counted them.
     */
    public boolean agreeWith(int tail, int limit) {
        int counted = messages().orElse(-1) - tailFirstSeq();
        return tail < limit ? counted == tail : counted >= tail;
    }

    /** The number of changes; 0 for a document that we have not changed. */
    public long revision() {
        return hasRevision() ? fields.number(REVISION, 0) : 0;
    }

    private boolean hasRevision() {
        if (!fields.isNumber(REVISION)) {
            return false;
        }
        double revision = fields.value(REVISION).asNumber().doubleValue();
        return revision >= 0 && revision <= MAX_REVISION && revision == Math.rint(revision);
    }

    /** The number of messages; empty if the document does not count them. */
    public Optional<Integer> messages() {
        OptionalInt count = fields.count(MESSAGE_COUNT);
        return count.isPresent() ? Optional.of(count.getAsInt()) : Optional.empty();
    }

    /** The number of segments. */
    public int segments() {
        int count = fields.count(SEGMENT_COUNT).orElse(0);
        // A segment holds a message at least. A count without its messages is another program's.
        return segmented && fields.count(TAIL_FIRST_SEQ).orElse(count) >= count ? count : 0;
    }

    /** The number of the first segment; not 0 after the messages were replaced. */
    public int firstSegment() {
        return fields.count(FIRST_SEGMENT).orElse(0);
    }

    /** The {@code seq} of the tail's first message; the messages before it are in segments. */
    public int tailFirstSeq() {
        return segments() == 0 ? 0 : fields.count(TAIL_FIRST_SEQ).orElse(0);
    }

    /** The size of the tail's messages in BSON. */
    public long tailBytes() {
        return fields.count(TAIL_BYTES).orElse(0);
    }
}
