package org.parley.message;

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
 * Which message continues which. All messages of a conversation form one sequence, and each continues the one before
 * it, unless it is a branch: then it continues an older one, or {@link #NONE}. So the branches alone describe the whole
 * tree, however long the conversation is (decision 0010).
 *
 * <p>Impossible entries (a parent that does not come before its message, a message that is not there) are ignored, so
 * every path ends at a beginning.
 */
public final class Branches {
    /** The most branches a conversation may have: they are read whenever one of its branches is. */
    public static final int MAX = 1000;

    /** The parent of a message that begins the conversation again. */
    public static final int NONE = -1;

    /** The field of a conversation's document that holds them. */
    public static final String FIELD = "branches";

    public static final String SEQ = "seq";
    /** The field of a message, on the wire and in the database. */
    public static final String PARENT = "parent";

    private final int count;
    private final NavigableMap<Integer, Integer> parents = new TreeMap<>();
    private final Map<Integer, List<Integer>> branchesOf = new HashMap<>();

    /**
     * The tree of this many messages.
     *
     * @param parents the branches: {@code seq} of each, and of the message it continues
     */
    public Branches(int count, Map<Integer, Integer> parents) {
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
    public static boolean isBranch(int seq, int parent) {
        return parent >= NONE && parent < seq - 1;
    }

    /** A branch as it is stored in the conversation's document. */
    public static Document stored(int seq, int parent) {
        return new Document(SEQ, seq).append(PARENT, parent);
    }

    /** The branches among messages that are about to be stored, the first of which gets {@code firstSeq}. */
    public static List<Document> stored(List<Document> messages, int firstSeq) {
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
     * @param stored the field, which may be missing
     */
    public static Map<Integer, Integer> read(BsonValue stored) {
        Map<Integer, Integer> parents = new HashMap<>();
        if (stored instanceof BsonArray array) {
            for (BsonValue value : array) {
                if (value instanceof BsonDocument branch
                        && branch.get(SEQ) instanceof BsonNumber seq
                        && branch.get(PARENT) instanceof BsonNumber parent
                        && isPlace(seq)
                        && isPlace(parent)) {
                    parents.put(seq.intValue(), parent.intValue());
                }
            }
        }
        return parents;
    }

    private static boolean isPlace(BsonNumber number) {
        return number.doubleValue() == number.intValue();
    }

    /** Whether {@link #read} finds everything that a field holds. */
    public static boolean isReadable(BsonValue stored) {
        return stored instanceof BsonArray array && array.size() == read(stored).size();
    }

    /** Messages that follow one another, from the first {@code seq} to before the other. */
    public record Range(int from, int end) {}

    /** How many messages do not continue the one before them. */
    public int size() {
        return parents.size();
    }

    /** How many messages there are. */
    public int count() {
        return count;
    }

    /** The message that one continues, or {@link #NONE}. */
    public int parent(int seq) {
        return parents.getOrDefault(seq, seq - 1);
    }

    /** The messages that continue one, or that begin the conversation ({@link #NONE}), oldest first. */
    public List<Integer> children(int seq) {
        List<Integer> children = new ArrayList<>();
        if (seq + 1 < count && !parents.containsKey(seq + 1)) {
            children.add(seq + 1);
        }
        children.addAll(branchesOf.getOrDefault(seq, List.of()));
        return children;
    }

    /** A message and those that could stand in its place, oldest first. */
    public List<Integer> siblings(int seq) {
        return children(parent(seq));
    }

    /** The newest message whose path leads through this one: itself when nothing continues it. */
    public int tip(int seq) {
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
     * @param limit at most this many
     * @return oldest first; none if the path has no message before {@code before}
     */
    public List<Range> path(int head, int before, int limit) {
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
