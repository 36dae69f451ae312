package org.parley.conversation;

import java.util.Optional;

/**
 * Which messages of a branch are asked for.
 *
 * @param head the message the branch ends in, if a certain one is asked for
 * @param through a message that the branch leads through, to the newest of those that come after it; {@code head} wins
 * @param asChosen whether it is otherwise the one the reader has chosen, if any; else it is the newest
 * @param before only messages with a smaller {@code seq}, or all
 * @param limit at most so many, the newest of them
 */
record ThreadQuery(
        Optional<Integer> head, Optional<Integer> through, boolean asChosen, Optional<Integer> before, int limit) {}
