package org.parley.conversation;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.parley.message.ConversationKey;
import org.parley.message.NewMessage;
import org.parley.message.Role;
import org.parley.message.SpokenMessage;
import org.parley.store.Database;

/** Two nodes on one database, and a conversation that an older program has created there. */
abstract class TwoNodes {
    static final Instant T0 = Instant.parse("2024-01-15T10:30:00Z");

    final String ada = new ObjectId().toHexString();
    final String id = new ObjectId().toHexString();
    final ConversationKey key = new ConversationKey(ada, new ObjectId(id));
    BareNode one;
    BareNode other;

    abstract Database database();

    @BeforeEach
    void open() {
        one = new BareNode(database());
        other = new BareNode(database());
        legacy(List.of());
    }

    List<Integer> path(BareNode node, int head, int limit) {
        return new ArrayList<>(new TreeSet<>(node.messages.context(key, Optional.of(head), limit).stream()
                .map(SpokenMessage::seq)
                .toList()));
    }

    AppendedMessage append(BareNode node, String content, Integer parent) {
        return node.messages.append(key, message(content, parent));
    }

    static NewMessage message(String content, Integer parent) {
        return new NewMessage(Role.USER, content, T0).withParent(Optional.ofNullable(parent));
    }

    static SpokenMessage spoken(int seq, String content) {
        return new SpokenMessage(seq, Role.USER, content, Optional.empty());
    }

    static Document old(String content) {
        return new Document("role", "user").append("content", content).append("timestamp", Date.from(T0));
    }

    /** Replaces the conversation with one as an older program wrote it. */
    void legacy(List<?> messages) {
        Document document = new Document("_id", new ObjectId(id))
                .append("user_id", new ObjectId(ada))
                .append("title", "Old")
                .append("messages", messages)
                .append("created_at", "2024-01-15T10:30:00")
                .append("updated_at", "2024-01-15T10:30:00");
        database().collection(ConversationRepository.COLLECTION).deleteOne(Filters.eq("_id", new ObjectId(id)));
        database().collection(ConversationRepository.COLLECTION).insertOne(document);
    }

    interface Writer {
        void write(int writer) throws Exception;
    }

    static void together(int writers, Writer each) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            tasks.add(() -> {
                each.write(writer);
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
