package org.parley.search;

import java.util.ArrayList;
import java.util.List;
import org.bson.types.ObjectId;

/** The hits in one conversation. */
final class Group implements Comparable<Group> {
    /** So many of them are shown. */
    static final int SHOWN = 3;

    /** Scores that differ by less than a part of this are equal, and the newer one comes first. */
    private static final float SCORE_STEPS = 8;

    /** More than a message can score. */
    private static final float TITLE = 1_000;

    private final ObjectId conversation;
    private final List<Hit> best = new ArrayList<>(SHOWN + 1);
    private float score;
    private long time = Long.MIN_VALUE;
    private int count;
    private boolean title;

    Group(ObjectId conversation) {
        this.conversation = conversation;
    }

    /**
     * A message that was found.
     *
     * @param seq its place in the conversation
     * @param time when it was said, in milliseconds
     */
    record Hit(int seq, float score, long time) {
        boolean isBetterThan(Hit other) {
            return score != other.score ? score > other.score : time > other.time;
        }
    }

    /** Whether another message with this score would be shown. */
    boolean wants(float hitScore, long hitTime) {
        return best.size() < SHOWN || new Hit(0, hitScore, hitTime).isBetterThan(best.get(SHOWN - 1));
    }

    /** Counts a message. */
    void count(float hitScore, long hitTime) {
        count++;
        score = Math.max(score, hitScore);
        time = Math.max(time, hitTime);
    }

    /** Adds a message to those that are shown. */
    void add(Hit hit) {
        int at = best.size();
        while (at > 0 && hit.isBetterThan(best.get(at - 1))) {
            at--;
        }
        best.add(at, hit);
        if (best.size() > SHOWN) {
            best.remove(SHOWN);
        }
    }

    /** Says that the title holds what was looked for. Such conversations come first. */
    void addTitle(float titleScore, long updated) {
        title = true;
        score = TITLE + titleScore;
        time = Math.max(time, updated);
    }

    /** Adds the conversation for itself. */
    void list(long updated) {
        time = Math.max(time, updated);
    }

    ObjectId conversation() {
        return conversation;
    }

    /** The best messages, the best first. */
    List<Hit> best() {
        return best;
    }

    /** How many messages were found. */
    int messages() {
        return count;
    }

    /** Whether the title holds what was looked for. */
    boolean inTitle() {
        return title;
    }

    /** The best first; of equally good ones the newest. */
    @Override
    public int compareTo(Group other) {
        int byScore = Long.compare(steps(other.score), steps(score));
        int byTime = byScore != 0 ? byScore : Long.compare(other.time, time);
        return byTime != 0 ? byTime : conversation.compareTo(other.conversation);
    }

    private static long steps(float score) {
        return (long) (score * SCORE_STEPS);
    }
}
