package org.parley.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.parley.intake.ImportedMessage;

/**
 * Messages that name the message they continue, put in order: parents before children, otherwise by time, so that what a later
 * export adds stands at the end. Messages that are not shown hand what they hold to the next one that is.
 *
 * <p>No tree is too odd: a parent that is not there, or a circle, makes a message that begins the conversation again.
 */
final class MessageTree {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private String newest;

    /** The messages in order, and the place of the one whose branch was shown. */
    record Ordered(List<ImportedMessage> messages, int shown) {}

    private static final class Node {
        private final String id;
        private final String parent;
        private final MessageDraft message;
        private final boolean shown;
        private final int number;
        private final List<Node> children = new ArrayList<>();
        private Node above;
        private Instant due = Instant.MIN;
        private boolean done;
        /** Its place among the messages. If it is not shown, that of the last shown message above it, or -1. */
        private int place = -1;
        /** What is not shown here and belongs to the next message. */
        private MessageDraft carried;

        Node(String id, String parent, MessageDraft message, boolean shown, int number) {
            this.id = id;
            this.parent = parent;
            this.message = message;
            this.shown = shown;
            this.number = number;
        }

        /** Each goes on with the first that comes: copies for many branches could fill the memory. */
        MessageDraft takeCarried() {
            MessageDraft taken = carried;
            carried = null;
            return taken;
        }
    }

    /**
     * Adds a message that is shown.
     *
     * @param id its own id; of two with the same the first counts
     * @param parent the id of the message it continues; empty, or one that is not there, if it continues none
     */
    void add(String id, Optional<String> parent, MessageDraft message) {
        put(new Node(id, parent.orElse(null), message, true, nodes.size()));
    }

    /** Adds what is not shown itself: what it holds beside words goes to the next message of the assistant. */
    void addHidden(String id, Optional<String> parent, MessageDraft held) {
        put(new Node(id, parent.orElse(null), held, false, nodes.size()));
    }

    private void put(Node node) {
        nodes.putIfAbsent(node.id, node);
        newest = node.id;
    }

    /** An id for a message that has none. */
    String freeId() {
        return "\0" + nodes.size();
    }

    /** The id of the message that was added last, if one was. */
    Optional<String> last() {
        return Optional.ofNullable(newest);
    }

    /**
     * Puts the messages in order.
     *
     * @param head the id of the last message of the branch that was shown; empty for the newest
     * @throws UnreadableConversationException if one of them is too long
     */
    Ordered order(Optional<String> head) throws UnreadableConversationException {
        PriorityQueue<Node> due = new PriorityQueue<>(
                Comparator.comparing((Node node) -> node.due).thenComparing(node -> node.number));
        for (Node node : nodes.values()) {
            Node parent = node.parent == null || node.parent.equals(node.id) ? null : nodes.get(node.parent);
            if (parent == null) {
                enqueue(node, Instant.MIN, due);
            } else {
                parent.children.add(node);
            }
        }
        List<ImportedMessage> messages = new ArrayList<>();
        for (Node start : nodes.values()) {
            work(due, messages);
            if (!start.done) { // in a circle, which begins here
                due.add(start);
            }
        }
        work(due, messages);
        int shown = head.map(nodes::get)
                .map(node -> node.place)
                .filter(place -> place >= 0)
                .orElse(messages.size() - 1);
        return new Ordered(messages, shown);
    }

    private static void work(PriorityQueue<Node> due, List<ImportedMessage> messages)
            throws UnreadableConversationException {
        while (!due.isEmpty()) {
            Node node = due.poll();
            if (!node.done) {
                node.done = true;
                take(node, messages);
                for (Node child : node.children) {
                    if (!child.done) {
                        child.above = node;
                        enqueue(child, node.due, due);
                    }
                }
            }
        }
    }

    /** A message without a time comes right after the one it continues. */
    private static void enqueue(Node node, Instant notBefore, PriorityQueue<Node> due) {
        Instant own = node.message.time().orElse(notBefore);
        node.due = own.isBefore(notBefore) ? notBefore : own;
        due.add(node);
    }

    private static void take(Node node, List<ImportedMessage> messages) throws UnreadableConversationException {
        int place = node.above == null ? -1 : node.above.place;
        MessageDraft before = node.above == null ? null : node.above.takeCarried();
        if (!node.shown) {
            MessageDraft carried = before == null ? node.message : before;
            if (before != null) {
                carried.absorb(node.message);
            }
            node.carried = carried;
            node.place = node.children.isEmpty() ? add(node.takeCarried(), place, messages) : place;
            return;
        }
        if (before != null && node.message.role().equals("assistant")) {
            node.message.follow(before);
        } else if (before != null) {
            place = add(before, place, messages);
        }
        messages.add(node.message.message(place));
        node.place = messages.size() - 1;
    }

    /** Keeps thoughts, calls and files that no answer follows, as an answer without words. */
    private static int add(MessageDraft held, int above, List<ImportedMessage> messages)
            throws UnreadableConversationException {
        if (!held.hasMore()) {
            return above;
        }
        messages.add(held.message(above));
        return messages.size() - 1;
    }
}
