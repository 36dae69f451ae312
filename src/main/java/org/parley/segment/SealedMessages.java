package org.parley.segment;

import java.util.List;
import org.parley.message.StoredMessage;

/**
 * A segment as it was read.
 *
 * @param number its place among the conversation's segments
 * @param firstSeq the {@code seq} of its first message; {@link #NOWHERE} if another program has changed that
 * @param messages the messages, oldest first
 */
public record SealedMessages(int number, int firstSeq, List<StoredMessage> messages) {
    /** The {@code seq} of no message. */
    static final int NOWHERE = Integer.MIN_VALUE;

    /** The {@code seq} after its last message. */
    public int end() {
        return firstSeq + messages.size();
    }

    /** Whether it holds the message of a {@code seq}. */
    boolean holds(int seq) {
        return seq >= firstSeq && seq < end();
    }
}
