package org.parley.search;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;

/** The conversations that wait to be indexed, each once. For one thread. */
final class Waiting {
    private final Deque<ObjectId> order = new ArrayDeque<>();
    private final Map<ObjectId, StoredConversation> conversations = new HashMap<>();

    boolean isEmpty() {
        return conversations.isEmpty();
    }

    int size() {
        return conversations.size();
    }

    void clear() {
        order.clear();
        conversations.clear();
    }

    /** Adds a conversation behind all others. */
    void addLast(StoredConversation conversation) {
        ObjectId id = new ObjectId(conversation.id());
        if (conversations.put(id, conversation) == null) {
            order.addLast(id);
        }
    }

    /** Adds a conversation before all others, unless it waits in the same state. */
    void addFirst(StoredConversation conversation) {
        ObjectId id = new ObjectId(conversation.id());
        StoredConversation before = conversations.put(id, conversation);
        if (before == null || !before.etag().equals(conversation.etag())) {
            order.addFirst(id); // its earlier place is passed over
        }
    }

    /**
     * Indexes what is new of the first conversation, which waits on until all of it is indexed.
     *
     * @param budget how many messages to read at the most
     * @return how many were read, and one for the conversation
     * @throws NoSuchElementException if none waits
     */
    int indexFirst(ConversationIndexer indexer, UserIndex index, int budget) throws IOException {
        while (!conversations.containsKey(order.element())) {
            order.remove();
        }
        ObjectId id = order.element();
        int read = indexer.index(conversations.get(id), budget);
        if (!index.lacksBeginning(id)) {
            conversations.remove(order.remove());
        }
        return read;
    }

    /** How many messages wait, about. */
    long messages(UserIndex index) {
        long messages = 0;
        for (Map.Entry<ObjectId, StoredConversation> one : conversations.entrySet()) {
            int indexed = index.stamp(one.getKey()).map(Stamp::messages).orElse(0);
            messages += Math.max(1, one.getValue().counters().messages().orElse(1) - indexed);
        }
        return messages;
    }
}
