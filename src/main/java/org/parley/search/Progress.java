package org.parley.search;

/**
 * How much of a user's messages is indexed.
 *
 * @param done how many messages are
 * @param left how many are not, about
 */
public record Progress(long done, long left) {
    /** Whether all are. */
    public boolean isComplete() {
        return left == 0;
    }

    /** How many messages there are, about. */
    public long total() {
        return done + left;
    }
}
