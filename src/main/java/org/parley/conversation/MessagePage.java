package org.parley.conversation;

import java.util.List;

/**
 * One page of messages, oldest first.
 *
 * @param conversationId whose messages they are
 * @param firstSeq the {@code seq} of the first of them
 * @param messages the messages
 */
record MessagePage(String conversationId, int firstSeq, List<StoredMessage> messages) {
    boolean hasMore() {
        return firstSeq > 0;
    }
}
