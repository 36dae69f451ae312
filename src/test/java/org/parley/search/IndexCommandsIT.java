package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.Client;
import org.parley.testing.Command;
import org.parley.testing.Node;
import org.parley.testing.Ports;

/** {@code bin/parley index}, beside a server that runs on the same database. */
class IndexCommandsIT {
    private static final int CHATS = 3;
    private static final int MESSAGES = 20;

    private final Node node = Node.shared();
    private final Client ada = node.newUser();
    private String username;
    private String id;

    @BeforeEach
    void fill() {
        JsonObject me = ada.get("/api/auth/me").json();
        username = me.getString("username");
        id = me.getString("id");
        for (int chat = 0; chat < CHATS; chat++) {
            StringBuilder messages = new StringBuilder();
            for (int i = 0; i < MESSAGES; i++) {
                messages.append(i == 0 ? "" : ",")
                        .append("{\"role\": \"user\", \"content\": \"heather number" + (chat * MESSAGES + i) + "\"}");
            }
            ada.post("/api/conversations", "{\"title\": \"Chat\", \"messages\": [" + messages + "]}");
        }
    }

    @Test
    void anIndexIsRebuiltWhileTheServerWritesAndSearches() {
        assertThat(found("heather")).isEqualTo(CHATS);
        CompletableFuture<Command> rebuilding =
                CompletableFuture.supplyAsync(() -> index("rebuild", "--username", username));
        int written = 0;
        do {
            String word = "meanwhile" + written++;
            ada.post("/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"" + word + "\"}]}");
            assertThat(found(word)).as(word).isEqualTo(1);
        } while (!rebuilding.isDone());
        Command rebuilt = rebuilding.join();

        assertThat(rebuilt.status()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.out()).matches("Rebuilt 1 search index with \\d+ messages\n");
        assertThat(Integer.parseInt(rebuilt.out().replaceAll("\\D+(1)?\\D+(\\d+) messages\n", "$2")))
                .isGreaterThanOrEqualTo(CHATS * MESSAGES);
        assertThat(found("heather")).isEqualTo(CHATS);
        for (int i = 0; i < written; i++) {
            assertThat(found("%22meanwhile" + i + "%22")).isEqualTo(1);
        }
    }

    @Test
    void anIndexThatLostItsFilesIsWholeAgainAfterRebuilding() {
        assertThat(index("rebuild", "--username", username).status()).isZero();
        assertThat(files()).isPositive();
        node.database().getCollection(IndexRepository.FILES).deleteMany(Filters.eq("_id.u", id));

        Command rebuilt = index("rebuild", "--username", username);

        assertThat(rebuilt.out()).isEqualTo("Rebuilt 1 search index with " + CHATS * MESSAGES + " messages\n");
        assertThat(files()).isPositive();
        Command status = index("status");
        assertThat(status.status()).as(status.err()).isZero();
        assertThat(status.out())
                .matches(
                        "(?s)[1-9]\\d* of [1-9]\\d* users with conversations have a search index, [1-9]\\d* KiB in all\\..*");
        assertThat(found("number" + (CHATS * MESSAGES - 1))).isEqualTo(1);
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine() {
        Command unknown = index("rebuild", "--username", "missing" + id);
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("There is no user 'missing" + id + "'\n");

        Command nothing = index();
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).startsWith("Which command? It takes status or rebuild");

        Map<String, String> away = new HashMap<>(node.settings());
        away.put("MONGODB_URI", "mongodb://127.0.0.1:" + Ports.free());
        Command unreachable = Command.run(away, "bin/parley", "index", "status");
        assertThat(unreachable.status()).isEqualTo(1);
        assertThat(unreachable.err())
                .isEqualTo("The database does not answer. Is it running, and is MONGODB_URI right?\n");
    }

    private Command index(String... words) {
        String[] command = new String[words.length + 2];
        command[0] = "bin/parley";
        command[1] = "index";
        System.arraycopy(words, 0, command, 2, words.length);
        return Command.run(node.settings(), command);
    }

    private int found(String query) {
        return ada.get("/api/search?q=" + query).json().getJsonArray("results").size();
    }

    private long files() {
        return node.database().getCollection(IndexRepository.FILES).countDocuments(Filters.eq("_id.u", id));
    }
}
