package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;

/** Branching a conversation over REST, and the refusals. */
class BranchesIT {
    private final TreeClient tree = new TreeClient();

    @ParameterizedTest
    @ValueSource(strings = {"3", "2147483647", "2147483648", "-2", "0.5", "\"0\"", "[]", "true", "1e400", "1e-400"})
    void aParentThatIsNoMessageIsRefusedAndNothingStored(String parent) {
        tree.append(0, null);
        tree.append(1, null);

        Answer answer = tree.client.post(
                tree.path + "/messages", "{\"role\": \"user\", \"content\": \"x\", \"parent\": " + parent + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("parent");
        assertThat(tree.thread("").getInt("message_count")).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsNotWholeSaysWhy() {
        for (String reason : List.of("stopped", "interrupted", "length")) {
            Answer answer = tree.client.post(
                    tree.path + "/messages",
                    "{\"role\": \"assistant\", \"content\": \"\", \"finish_reason\": \"" + reason + "\"}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().getJsonArray("messages"))
                    .last()
                    .satisfies(message -> assertThat(message.asJsonObject().getString("finish_reason"))
                            .isEqualTo(reason));
        }
        assertThat(tree.client.post(tree.path + "/messages", """
                        {"role": "assistant", "content": "x", "finish_reason": "stop"}""").status()).isEqualTo(400);
    }

    @Test
    void aWholeConversationIsStoredAsTheTreeItWasReadAs() {
        tree.append(0, null);
        tree.append(1, null);
        tree.append(2, 0);
        tree.append(3, -1);
        JsonArray messages = tree.client.get(tree.path).json().getJsonArray("messages");
        String body =
                Json.createObjectBuilder().add("messages", messages).build().toString();

        String copy = "/api/conversations/"
                + tree.client.post("/api/conversations", body).json().getString("id");
        assertThat(TreeClient.shape(tree.client.get(copy + "/thread?head=2").json()))
                .containsExactly("m0:[0,3]", "m2:[1,2]");
        assertThat(TreeClient.shape(tree.client.get(copy + "/thread").json())).containsExactly("m3:[0,3]");

        assertThat(tree.client.put(tree.path, body).status()).isEqualTo(200);
        assertThat(TreeClient.shape(tree.thread("?head=2"))).containsExactly("m0:[0,3]", "m2:[1,2]");
    }

    @Test
    void replacingTheMessagesForgetsTheBranchesAndTheChoice() {
        tree.append(0, null);
        tree.append(1, null);
        tree.append(2, 0);
        tree.client.put(tree.path, "{\"metadata\": {\"branch\": {\"head\": 1, \"of\": 3}}}");

        tree.client.put(
                tree.path,
                "{\"messages\": [" + TreeClient.message(0, null) + "," + TreeClient.message(1, null) + ","
                        + TreeClient.message(2, null) + "]}");

        assertThat(TreeClient.shape(tree.thread(""))).containsExactly("m0:", "m1:", "m2:");
        assertThat(tree.thread("").getJsonObject("metadata").keySet()).containsExactly("kept");
    }

    @Test
    void aListWhoseParentsComeLaterOrAreTooManyIsRefused() {
        Answer later = tree.client.put(
                tree.path, "{\"messages\": [" + TreeClient.message(0, null) + "," + TreeClient.message(1, 1) + "]}");
        assertThat(later.status()).isEqualTo(400);
        assertThat(later.json().getString("detail")).startsWith("messages[1].parent:");

        String many = IntStream.rangeClosed(0, 1002)
                .mapToObj(i -> TreeClient.message(i, -1))
                .collect(Collectors.joining(","));
        assertThat(tree.client
                        .post("/api/conversations", "{\"messages\": [" + many + "]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void thereAreAtMostAThousandBranches() {
        String most = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> TreeClient.message(i, -1))
                .collect(Collectors.joining(","));
        assertThat(tree.client.put(tree.path, "{\"messages\": [" + most + "]}").status())
                .isEqualTo(200);

        Answer answer =
                tree.client.post(tree.path + "/messages", TreeClient.message(1001, 0), "Prefer", "return=minimal");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getString("detail")).contains("1000 branches");
        assertThat(tree.append(1001, 1000)).isEqualTo(1001); // continues the newest, which is no branch
        assertThat(tree.append(1002, null)).isEqualTo(1002);
        assertThat(TreeClient.seqs(tree.thread(""))).containsExactly(1000, 1001, 1002);
        assertThat(tree.thread("").getJsonArray("messages").getJsonObject(0).getJsonArray("siblings"))
                .hasSize(1001);
    }

    @Test
    void aRepeatedBranchUnderOneKeyIsStoredOnce() {
        tree.append(0, null);
        tree.append(1, null);
        String[] headers = {"Idempotency-Key", "branch", "Prefer", "return=minimal"};

        Answer first = tree.client.post(tree.path + "/messages", TreeClient.message(2, 0), headers);
        tree.append(3, null);
        Answer again = tree.client.post(tree.path + "/messages", TreeClient.message(2, 0), headers);

        assertThat(first.json().getInt("seq")).isEqualTo(2);
        assertThat(again.json().getString("id")).isEqualTo(first.json().getString("id"));
        assertThat(again.json().getInt("seq")).isEqualTo(2);
        assertThat(tree.thread("").getInt("message_count")).isEqualTo(4);
    }

    @Test
    void aBranchOfAStateThatIsGoneIsRefused() {
        tree.append(0, null);
        String seen = tree.client.get(tree.path).header("ETag").orElseThrow();
        tree.append(1, null);

        assertThat(tree.client
                        .post(tree.path + "/messages", TreeClient.message(2, 0), "If-Match", seen)
                        .status())
                .isEqualTo(412);
        String now = tree.client.get(tree.path).header("ETag").orElseThrow();
        assertThat(tree.client
                        .post(tree.path + "/messages", TreeClient.message(2, 0), "If-Match", now)
                        .status())
                .isEqualTo(200);
    }
}
