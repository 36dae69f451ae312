package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Writers;

/** Acknowledged writes survive when the server is killed or stopped, on both stores. */
class DurabilityIT {
    private final Node node = Node.shared();

    @Test
    void killedUnderSixteenWritersNothingAcknowledgedIsLostAndRepeatingDoublesNothing() {
        Client ada = node.newUser();
        String id = ada.post("/conversations", "{}").json().getString("id");
        Writers killed = new Writers(16, 200, id);
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> killed.run(List.of(ada)));
        Await.until("some acknowledged", () -> killed.acknowledged().size() >= 600);
        node.kill();
        running.join();
        node.restart();

        assertThat(ada.get("/auth/me").status()).as("still logged in").isEqualTo(200);
        assertThat(contents(ada, id)).containsAll(killed.acknowledged()).doesNotHaveDuplicates();

        Writers again = new Writers(16, 200, id);
        repeat(again, ada);
        assertThat(contents(ada, id)).hasSize(16 * 200).doesNotHaveDuplicates();
    }

    @Test
    void stoppedCleanlyEverythingIsThereAgain() {
        Client ada = node.newUser();
        String id = ada.post("/conversations", "{\"title\": \"Kept\"}").json().getString("id");
        new Writers(2, 100, id).run(List.of(ada));

        node.restart();

        assertThat(ada.get("/conversations/" + id).json().getString("title")).isEqualTo("Kept");
        assertThat(contents(ada, id)).hasSize(200);
    }

    /** Repeats all requests with the same keys, including those that the kill interrupted. */
    private static void repeat(Writers writers, Client client) {
        writers.run(List.of(client));
    }

    private static List<String> contents(Client client, String id) {
        return client.get("/conversations/" + id).json().getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("content"))
                .toList();
    }
}
