package org.parley.conversation;

import java.util.List;
import org.parley.message.StoredMessage;

/**
 * One page of messages, oldest first.
 *
 * @param conversationId the conversation
 * @param firstSeq the {@code seq} of the first of them
 * @param messages the messages
 */
record MessagePage(String conversationId, int firstSeq, List<StoredMessage> messages) {
    boolean hasMore() {
        return firstSeq > 0;
    }
}
