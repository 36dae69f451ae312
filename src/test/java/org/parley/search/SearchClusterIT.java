package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Pair;

/**
 * Searches on two nodes of one real MongoDB: what one has acknowledged the other finds, also when the first is killed. The
 * system property {@code parley.search.rounds} sets how often; 10,000 take some minutes.
 */
@Tag("alone")
class SearchClusterIT {
    private static final int ROUNDS = Integer.getInteger("parley.search.rounds", 300);
    private static final int CLIENTS = 4;

    private static Node first;
    private static Node second;

    @BeforeAll
    static void start() {
        Pair pair = Pair.shared();
        first = pair.first();
        second = pair.second();
    }

    /** Long enough that both nodes store the user's index several times meanwhile. */
    @Test
    void whatOneNodeAcknowledgesTheOtherFinds() throws Exception {
        Client ada = second.newUser();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<List<String>>> missing = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String name = "client" + i;
            Client here = ada.at(i % 2 == 0 ? first : second);
            Client there = ada.at(i % 2 == 0 ? second : first);
            missing.add(clients.submit(() -> appendHereAndFindThere(here, there, name)));
        }
        for (Future<List<String>> client : missing) {
            assertThat(client.get()).isEmpty();
        }
        clients.shutdown();
    }

    @Test
    void whatAKilledNodeHasAcknowledgedIsFound() {
        Client ada = second.newUser();
        String id = conversation(ada.at(first));
        ada.at(first).get("/api/search?q=warm");
        try {
            for (int i = 0; i < 2; i++) {
                say(ada.at(first), id, "lastwords" + i);
                first.kill();

                assertThat(places(ada.at(second), "lastwords" + i)).containsExactly(i);
                first.restart();
                assertThat(places(ada.at(first), "lastwords" + i)).containsExactly(i);
            }
        } finally {
            if (!first.process().isAlive()) {
                first.restart();
            }
        }
    }

    @Test
    void sixtySecondsAfterAPurgeNothingIsLeftOfIt() {
        Client ada = second.newUser();
        String user = ada.get("/api/auth/me").json().getString("id");
        String kept = conversation(ada);
        say(ada, kept, "keptword");
        String gone = conversation(ada);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            many.append(i == 0 ? "" : ",").append("{\"role\": \"user\", \"content\": \"quokkaword " + i + "\"}");
        }
        ada.put("/api/conversations/" + gone, "{\"messages\": [" + many + "]}");
        places(ada.at(first), "quokkaword");
        places(ada.at(second), "quokkaword");
        Await.until("an index that holds it", () -> holds(user, "quokkaword"));

        ada.at(first).delete("/api/conversations/" + gone);
        assertThat(places(ada.at(second), "quokkaword")).isEmpty();
        ada.at(first).delete("/api/trash/" + gone);

        Await.until("an index without it", () -> !holds(user, "quokkaword"));
        assertThat(holds(user, "keptword")).isTrue();
        assertThat(places(ada.at(first), "keptword")).containsExactly(0);
        assertThat(places(ada.at(second), "keptword")).containsExactly(0);
    }

    private static boolean holds(String user, String word) {
        for (Document part : second.database().getCollection("search_files").find(new Document("_id.u", user))) {
            if (PartText.of(part).contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> appendHereAndFindThere(Client here, Client there, String name) {
        String id = conversation(here);
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String word = name + "word" + i;
            say(here, id, "some text with " + word);
            if (!places(there, word).equals(List.of(i))) {
                missing.add(word);
            }
        }
        return missing;
    }

    private static String conversation(Client client) {
        return client.post("/api/conversations", "{}").json().getString("id");
    }

    private static void say(Client client, String id, String content) {
        assertThat(client.post(
                                "/api/conversations/" + id + "/messages",
                                "{\"role\": \"user\", \"content\": \"" + content + "\"}",
                                "Prefer",
                                "return=minimal")
                        .status())
                .isEqualTo(200);
    }

    private static List<Integer> places(Client client, String word) {
        return client.get("/api/search?q=%22" + word + "%22").json().getJsonArray("results").stream()
                .flatMap(result -> result.asJsonObject().getJsonArray("matches").getValuesAs(JsonObject.class).stream())
                .map(match -> match.getInt("seq"))
                .toList();
    }
}
