package org.parley.search;

import java.nio.ByteBuffer;
import org.apache.lucene.util.BytesRef;
import org.parley.document.StoredConversation;

/**
 * How much of a conversation the index holds, and in which state the conversation was then.
 *
 * @param firstSegment the number of its first segment, which changes when all messages are replaced
 * @param revision its revision
 * @param time what its {@code updated_at} was
 * @param low the {@code seq} of the first message that is indexed; 0 once all are
 * @param high the {@code seq} after the last message that is indexed
 */
record Stamp(int firstSegment, long revision, long time, int low, int high) {
    private static final int BYTES = 3 * Integer.BYTES + 2 * Long.BYTES;

    /** The stamp of a conversation of which messages {@code low} to {@code high} are indexed. */
    static Stamp of(StoredConversation conversation, int low, int high) {
        return new Stamp(
                conversation.counters().firstSegment(),
                conversation.revision(),
                conversation.times().tag(),
                low,
                high);
    }

    /** How many messages are indexed. */
    int messages() {
        return high - low;
    }

    /** Whether the index holds all of a conversation as it is now. */
    boolean covers(StoredConversation now) {
        return low == 0 && isOf(now);
    }

    /** Whether a conversation is as it was. */
    boolean isOf(StoredConversation now) {
        return revision == now.revision()
                && time == now.times().tag()
                && firstSegment == now.counters().firstSegment()
                && now.counters().messages().orElse(high) == high;
    }

    /** Whether only messages were added, or the header changed: what is indexed stays true. */
    boolean isBefore(StoredConversation now) {
        return now.adopted()
                && revision < now.revision()
                && firstSegment == now.counters().firstSegment()
                && now.counters().messages().orElse(-1) >= high;
    }

    /** As the index keeps it. */
    BytesRef bytes() {
        return new BytesRef(ByteBuffer.allocate(BYTES)
                .putInt(firstSegment)
                .putLong(revision)
                .putLong(time)
                .putInt(low)
                .putInt(high)
                .array());
    }

    /** Reads {@link #bytes()}. */
    static Stamp of(BytesRef stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored.bytes, stored.offset, stored.length);
        return new Stamp(buffer.getInt(), buffer.getLong(), buffer.getLong(), buffer.getInt(), buffer.getInt());
    }
}
