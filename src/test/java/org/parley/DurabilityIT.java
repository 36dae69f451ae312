package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Writers;

/** What was acknowledged is there after kill -9, on the embedded store too. */
class DurabilityIT {
    @Test
    void killedUnderSixteenWritersNothingAcknowledgedIsLostAndRepeatingDoublesNothing() {
        try (Node node = Node.start("PARLEY_REGISTRATION=open")) {
            Client ada = node.newUser();
            String id = ada.post("/conversations", "{}").json().getString("id");
            Writers killed = new Writers(16, 500, id);
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> killed.run(List.of(ada)));
            while (killed.acknowledged().size() < 800) {
                Thread.onSpinWait();
            }
            node.kill();
            running.join();
            node.restart();

            assertThat(ada.get("/auth/me").status()).as("still logged in").isEqualTo(200);
            assertThat(contents(ada, id)).containsAll(killed.acknowledged()).doesNotHaveDuplicates();

            Writers again = new Writers(16, 500, id);
            repeat(again, ada);
            assertThat(contents(ada, id)).hasSize(16 * 500).doesNotHaveDuplicates();
        }
    }

    @Test
    void stoppedCleanlyEverythingIsThereAgain() {
        try (Node node = Node.start("PARLEY_REGISTRATION=open")) {
            Client ada = node.newUser();
            String id =
                    ada.post("/conversations", "{\"title\": \"Kept\"}").json().getString("id");
            new Writers(2, 100, id).run(List.of(ada));

            node.restart();

            assertThat(ada.get("/conversations/" + id).json().getString("title"))
                    .isEqualTo("Kept");
            assertThat(contents(ada, id)).hasSize(200);
        }
    }

    /** Everything once more under the same keys, the requests that the kill left under way included. */
    private static void repeat(Writers writers, Client client) {
        writers.run(List.of(client));
    }

    private static List<String> contents(Client client, String id) {
        return client.get("/conversations/" + id).json().getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("content"))
                .toList();
    }
}
