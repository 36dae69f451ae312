package org.parley.conversation;

import java.util.Optional;

/**
 * Which messages of a branch are asked for.
 *
 * @param head the message the branch ends in, if a certain one is asked for
 * @param through a message that the branch leads through, to the newest of those that come after it; {@code head} wins
 * @param asChosen whether it is otherwise the one the reader has chosen, if any; else it is the newest
 * @param before only messages with a smaller {@code seq}, or all
 * @param limit at most this many, the newest of them
 * @param maxBytes fewer when their contents are more bytes together than this, but never none
 */
record ThreadQuery(
        Optional<Integer> head,
        Optional<Integer> through,
        boolean asChosen,
        Optional<Integer> before,
        int limit,
        long maxBytes) {
    /** For a page that people read: what it costs to read, send, render and draw is bounded by bytes too. */
    static final long PAGE_BYTES = 256 * 1024;

    /** For callers that limit only the number of messages. */
    static final long ANY_BYTES = Long.MAX_VALUE;
}
