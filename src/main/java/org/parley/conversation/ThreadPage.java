package org.parley.conversation;

import java.util.List;

/**
 * A page of one branch of a conversation, oldest first.
 *
 * @param conversation whose messages they are
 * @param head the message the branch ends in, -1 when there is none
 * @param messageCount the messages of all branches
 * @param hasMore whether the branch has older ones
 */
record ThreadPage(StoredConversation conversation, int head, int messageCount, boolean hasMore, List<Placed> messages) {
    /**
     * A message and where it stands.
     *
     * @param siblings the messages that could stand here, itself included, oldest first
     */
    record Placed(int seq, StoredMessage message, List<Integer> siblings) {}
}
