package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Many concurrent writers on one conversation: no message is lost, stored twice or out of order. */
class ConcurrencyIT {
    private static final int WRITERS = 16;
    private static final int EACH = 100;

    private final Node node = Node.shared();
    private final Client client = node.newUser();
    private final String id = client.post("/api/conversations", "{}").json().getString("id");
    private final String path = "/api/conversations/" + id;

    @Test
    void appendsOfManyWritersAreAllThereInOrder() {
        List<Callable<Void>> writers = IntStream.range(0, WRITERS)
                .<Callable<Void>>mapToObj(writer -> () -> appendAll(writer))
                .toList();

        together(writers);

        List<JsonObject> messages = messages();
        assertThat(messages)
                .extracting(message -> message.getInt("seq"))
                .isEqualTo(IntStream.range(0, WRITERS * EACH).boxed().toList());
        for (int writer = 0; writer < WRITERS; writer++) {
            String prefix = writer + ":";
            assertThat(messages.stream()
                            .map(message -> message.getString("content"))
                            .filter(content -> content.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, EACH).mapToObj(i -> prefix + i).toList());
        }
        assertThat(messages).extracting(message -> message.getString("id")).doesNotHaveDuplicates();
    }

    @Test
    void appendsThatRaceWithReplacementsLeaveAWholeConversation() {
        String replacement = "{\"messages\": ["
                + String.join(",", Collections.nCopies(200, "{\"role\": \"user\", \"content\": \"r\"}")) + "]}";
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int writer = i;
            tasks.add(() -> appendAll(writer));
            tasks.add(() -> {
                for (int n = 0; n < 10; n++) {
                    assertThat(client.at(node).put(path, replacement).status()).isIn(200, 412);
                    assertThat(client.at(node).get(path).status()).isEqualTo(200);
                }
                return null;
            });
        }

        together(tasks);

        List<JsonObject> messages = messages();
        assertThat(messages)
                .extracting(message -> message.getInt("seq"))
                .isEqualTo(IntStream.range(0, messages.size()).boxed().toList());
        assertThat(messages.subList(0, 200))
                .extracting(message -> message.getString("content"))
                .containsOnly("r");
        assertThat(client.get("/api/conversations?view=summary")
                        .array()
                        .getJsonObject(0)
                        .getInt("message_count"))
                .isEqualTo(messages.size());
    }

    @Test
    void aDeletionAmongAppendsLeavesNothingBehind() {
        client.put(
                path,
                "{\"messages\": ["
                        + String.join(",", Collections.nCopies(155, "{\"role\": \"user\", \"content\": \"m\"}"))
                        + "]}");
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tasks.add(() -> {
                Client writer = client.at(node);
                for (int n = 0; n < 30; n++) {
                    assertThat(writer.post(path + "/messages", "{\"role\": \"user\", \"content\": \"x\"}")
                                    .status())
                            .isIn(200, 404);
                }
                return null;
            });
        }
        tasks.add(() -> {
            Client other = client.at(node);
            while (other.get(path + "/messages?limit=1")
                            .json()
                            .getJsonArray("messages")
                            .getJsonObject(0)
                            .getInt("seq")
                    < 180) {
                Thread.onSpinWait();
            }
            assertThat(other.delete(path).status()).isEqualTo(204);
            assertThat(other.delete("/api/trash/" + id).status()).isEqualTo(204);
            return null;
        });

        together(tasks);

        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(node.database()
                        .getCollection("message_segments")
                        .countDocuments(Filters.eq("_id.conversation_id", new ObjectId(id))))
                .isZero();
    }

    private Void appendAll(int writer) {
        Client own = client.at(node);
        for (int i = 0; i < EACH; i++) {
            String body = "{\"role\": \"user\", \"content\": \"" + writer + ":" + i + "\"}";
            Answer answer = own.post(path + "/messages", body, "Prefer", "return=minimal");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
        return null;
    }

    private List<JsonObject> messages() {
        return client.get(path).json().getJsonArray("messages").getValuesAs(JsonObject.class);
    }

    private static void together(List<Callable<Void>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
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
