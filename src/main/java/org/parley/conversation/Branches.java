package org.parley.conversation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonValue;
import org.bson.Document;

/**
 * Which message continues which. All messages of a conversation lie in one sequence, and each continues the one before
 * it, unless it is a branch: then it continues an older one, or {@link #NONE}. The branches alone therefore tell the
 * whole tree, however long the conversation is (decision 0010).
 *
 * <p>Entries that cannot be true (a parent that does not come before its message, a message that is not there) are taken
 * as if they were missing, so that every path ends at a beginning.
 */
final class Branches {
    /** The most branches a conversation may have: they are read whenever one of its branches is. */
    static final int MAX = 1000;

    /** The parent of a message that begins the conversation anew. */
    static final int NONE = -1;

    static final String FIELD = "branches";
    static final String SEQ = "seq";
    static final String PARENT = "parent";

    private final int count;
    private final NavigableMap<Integer, Integer> parents = new TreeMap<>();
    private final Map<Integer, List<Integer>> branchesOf = new HashMap<>();

    /**
     * The tree of so many messages.
     *
     * @param parents the branches: {@code seq} of each, and of the message it continues
     */
    Branches(int count, Map<Integer, Integer> parents) {
        this.count = count;
        parents.forEach((seq, parent) -> {
            if (seq < count && isBranch(seq, parent)) {
                this.parents.put(seq, parent);
            }
        });
        this.parents.forEach((seq, parent) ->
                branchesOf.computeIfAbsent(parent, key -> new ArrayList<>()).add(seq));
    }

    /** Whether a parent is possible and not just the message before. */
    static boolean isBranch(int seq, int parent) {
        return parent >= NONE && parent < seq - 1;
    }

    /** A branch as it is stored in the conversation's document. */
    static Document stored(int seq, int parent) {
        return new Document(SEQ, seq).append(PARENT, parent);
    }

    /** The branches among messages that are about to be stored, the first of which gets {@code firstSeq}. */
    static List<Document> stored(List<Document> messages, int firstSeq) {
        List<Document> branches = new ArrayList<>();
        int seq = firstSeq;
        for (Document message : messages) {
            if (message.get(PARENT) instanceof Number parent
                    && isBranch(seq, parent.intValue())
                    && branches.size() < MAX) {
                branches.add(stored(seq, parent.intValue()));
            }
            seq++;
        }
        return branches;
    }

    /**
     * The branches that a conversation's document holds, as far as they can be read.
     *
     * @param stored the field; null when there is none
     */
    static Map<Integer, Integer> read(BsonValue stored) {
        Map<Integer, Integer> parents = new HashMap<>();
        if (stored instanceof BsonArray array) {
            for (BsonValue value : array) {
                if (value instanceof BsonDocument branch
                        && branch.get(SEQ) instanceof BsonNumber seq
                        && branch.get(PARENT) instanceof BsonNumber parent) {
                    parents.put(seq.intValue(), parent.intValue());
                }
            }
        }
        return parents;
    }

    /** Messages that follow one another, from the first {@code seq} to before the other. */
    record Range(int from, int end) {}

    /** How many messages do not continue the one before them. */
    int size() {
        return parents.size();
    }

    int count() {
        return count;
    }

    /** The message that one continues, or {@link #NONE}. */
    int parent(int seq) {
        return parents.getOrDefault(seq, seq - 1);
    }

    /** The messages that continue one, or that begin the conversation ({@link #NONE}), oldest first. */
    List<Integer> children(int seq) {
        List<Integer> children = new ArrayList<>();
        if (seq + 1 < count && !parents.containsKey(seq + 1)) {
            children.add(seq + 1);
        }
        children.addAll(branchesOf.getOrDefault(seq, List.of()));
        return children;
    }

    /** A message and those that could stand in its place, oldest first. */
    List<Integer> siblings(int seq) {
        return children(parent(seq));
    }

    /** The newest message whose path leads through this one: itself when nothing continues it. */
    int tip(int seq) {
        Map<Integer, Integer> reached = new HashMap<>(); // runs of messages that follow one another: first, and last
        int tip = endOfRun(seq);
        reached.put(seq, tip);
        for (Map.Entry<Integer, Integer> branch : parents.tailMap(seq, false).entrySet()) {
            int parent = branch.getValue();
            Integer from = parents.floorKey(parent);
            int run = from == null || from < seq ? seq : from;
            if (parent >= seq && reached.containsKey(run) && parent <= reached.get(run)) {
                tip = endOfRun(branch.getKey());
                reached.put(branch.getKey(), tip);
            }
        }
        return tip;
    }

    private int endOfRun(int seq) {
        Integer next = parents.higherKey(seq);
        return (next == null ? count : next) - 1;
    }

    /**
     * The last messages of the path that leads from a beginning to {@code head}.
     *
     * @param before only messages with a smaller {@code seq}
     * @param limit at most so many
     * @return oldest first; none if the path has no message before {@code before}
     */
    List<Range> path(int head, int before, int limit) {
        Deque<Range> ranges = new ArrayDeque<>();
        int left = limit;
        int last = head;
        while (last > NONE && left > 0) {
            Integer branch = parents.floorKey(last);
            int from = branch == null ? 0 : branch;
            int end = Math.min(last + 1, before);
            if (end > from) {
                Range range = new Range(Math.max(from, end - left), end);
                ranges.addFirst(range);
                left -= range.end() - range.from();
            }
            last = parent(from);
        }
        return List.copyOf(ranges);
    }
}
