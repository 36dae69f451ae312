package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Pair;
import org.parley.testing.ServerKind;
import org.parley.testing.Writers;

/** Several nodes on one real MongoDB: two on Payara Micro, and one on WildFly if the build provides it. */
@Tag("alone")
class ClusterIT {
    private static final int WRITERS = 16;
    private static final int MESSAGES = 250;
    private static final int BRANCHERS = 8;
    private static final int BRANCHES = 30;

    private static final List<Node> NODES = new ArrayList<>();
    private static Node third;
    private static Client ada;

    @BeforeAll
    static void start() {
        Pair pair = Pair.shared();
        NODES.addAll(List.of(pair.first(), pair.second()));
        if (ServerKind.chosen() == ServerKind.WILDFLY) {
            third = pair.another();
            NODES.add(third);
        }
        ada = NODES.get(0).newUser();
    }

    @AfterAll
    static void stop() {
        if (third != null) {
            third.close();
        }
    }

    @Test
    void manyWritersOnSeveralNodesLoseAndDoubleNothing() {
        String id = create(ada);
        Writers writers = new Writers(WRITERS, MESSAGES, id);

        writers.run(NODES.stream().map(ada::at).toList());

        JsonArray messages = ada.get("/conversations/" + id).json().getJsonArray("messages");
        assertThat(messages).hasSize(WRITERS * MESSAGES);
        for (int seq = 0; seq < messages.size(); seq++) {
            assertThat(messages.getJsonObject(seq).getInt("seq")).isEqualTo(seq);
        }
        List<String> contents = messages.getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("content"))
                .toList();
        for (int writer = 0; writer < WRITERS; writer++) {
            String mark = writer + "/";
            assertThat(contents.stream().filter(content -> content.startsWith(mark)))
                    .containsExactlyElementsOf(writers.contentsOf(writer));
        }
    }

    @Test
    void oneCookieWorksOnEveryNodeAndLogoutEndsItOnAll() {
        Client client = NODES.get(0).newUser();
        for (Node node : NODES) {
            assertThat(client.at(node).get("/auth/me").status())
                    .as(node.toString())
                    .isEqualTo(200);
        }
        Client last = client.at(NODES.get(NODES.size() - 1));

        last.post("/auth/logout", "");

        for (Node node : NODES) {
            assertThat(client.at(node).get("/auth/me").status())
                    .as(node.toString())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatOneNodeAcknowledgedEveryNodeKnowsAtOnce() {
        for (Node writer : NODES) {
            String id = create(ada.at(writer));
            for (Node reader : NODES) {
                assertThat(ada.at(reader).get("/conversations/" + id).status())
                        .as(writer + " to " + reader)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aKeyUsedOnOneNodeIsReplayedOnAnother() {
        String id = create(ada);
        String body = "{\"role\": \"user\", \"content\": \"once\"}";
        for (Node node : NODES) {
            Answer answer = ada.at(node)
                    .post(
                            "/conversations/" + id + "/messages",
                            body,
                            "Idempotency-Key",
                            "k-" + id,
                            "Prefer",
                            "return=minimal");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().getInt("seq")).isZero();
        }
        assertThat(ada.get("/conversations/" + id).json().getJsonArray("messages"))
                .hasSize(1);
    }

    @Test
    void manyWhoAnswerOneMessageOnSeveralNodesStandBesideOneAnother() throws Exception {
        String path = "/conversations/" + create(ada);
        ada.post(path + "/messages", "{\"role\": \"user\", \"content\": \"question\"}");
        ExecutorService threads = Executors.newFixedThreadPool(BRANCHERS);
        List<Future<List<Integer>>> places = new ArrayList<>();
        for (int b = 0; b < BRANCHERS; b++) {
            Client client = ada.at(NODES.get(b % NODES.size()));
            places.add(threads.submit(() -> branch(client, path)));
        }
        Set<Integer> acknowledged = new TreeSet<>();
        for (Future<List<Integer>> each : places) {
            acknowledged.addAll(each.get());
        }
        threads.shutdown();

        for (Node node : NODES) {
            JsonObject thread = ada.at(node).get(path + "/thread").json();
            assertThat(thread.getInt("message_count")).isEqualTo(1 + BRANCHERS * BRANCHES);
            assertThat(thread.getJsonArray("messages")).hasSize(2);
            assertThat(thread.getJsonArray("messages").getJsonObject(1).getJsonArray("siblings"))
                    .hasToString(acknowledged.toString().replace(" ", ""))
                    .hasSize(BRANCHERS * BRANCHES);
        }
    }

    private static List<Integer> branch(Client client, String path) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            Answer answer = client.post(
                    path + "/messages",
                    "{\"role\": \"assistant\", \"content\": \"answer\", \"parent\": 0}",
                    "Prefer",
                    "return=minimal");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            places.add(answer.json().getInt("seq"));
        }
        return places;
    }

    private static String create(Client client) {
        return client.post("/conversations", "{}").json().getString("id");
    }
}
