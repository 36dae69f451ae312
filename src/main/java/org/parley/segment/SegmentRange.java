package org.parley.segment;

import org.bson.types.ObjectId;

/**
 * The segments that a conversation counts, or part of them.
 *
 * @param conversation id of the conversation
 * @param first number of the first segment; not 0 if the conversation's messages were replaced
 * @param count how many there are
 */
public record SegmentRange(ObjectId conversation, int first, int count) {
    /** Whether all messages are in the conversation's document. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** The number after the last segment; the next one that is sealed gets it. */
    public int end() {
        return first + count;
    }
}
