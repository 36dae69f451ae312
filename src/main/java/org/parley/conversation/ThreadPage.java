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
    /** Bytes that the contents on a page have at most, unless it is a single message. */
    static final int MAX_BYTES = 256 * 1024;

    /**
     * A message and where it stands.
     *
     * @param siblings the messages that could stand here, itself included, oldest first
     */
    record Placed(int seq, StoredMessage message, List<Integer> siblings) {}

    /**
     * The newest of these messages that are at most {@value #MAX_BYTES} bytes together, at least one: what it costs to
     * send, render and draw a page is bounded by bytes, not only by their number. The others are on the page before.
     */
    ThreadPage fitting() {
        int first = messages.size() - 1;
        long bytes = first < 0 ? 0 : messages.get(first).message().size();
        while (first > 0 && (bytes += messages.get(first - 1).message().size()) <= MAX_BYTES) {
            first--;
        }
        return first <= 0
                ? this
                : new ThreadPage(conversation, head, messageCount, true, messages.subList(first, messages.size()));
    }
}
