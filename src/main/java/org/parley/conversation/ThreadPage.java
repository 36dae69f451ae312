package org.parley.conversation;

import java.util.List;
import org.parley.document.StoredConversation;
import org.parley.message.StoredMessage;

/**
 * A page of one branch of a conversation, oldest first.
 *
 * @param conversation whose messages they are
 * @param head the message the branch ends in, -1 if there is no message
 * @param messageCount the messages of all branches
 * @param hasMore whether the branch has older ones
 */
public record ThreadPage(
        StoredConversation conversation, int head, int messageCount, boolean hasMore, List<Placed> messages) {
    /**
     * A message and where it stands.
     *
     * @param siblings the messages that could stand here, itself included, oldest first
     */
    public record Placed(int seq, StoredMessage message, List<Integer> siblings) {}
}
