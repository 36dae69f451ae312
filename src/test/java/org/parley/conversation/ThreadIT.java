package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Branches as programs see them: messages that continue older ones, and what is read of a conversation then. */
class ThreadIT {
    private final Client client = Node.shared().newUser();
    private final String path = "/api/conversations/"
            + client.post("/api/conversations", "{\"title\": \"Tree\", \"metadata\": {\"kept\": 1}}")
                    .json()
                    .getString("id");

    @Test
    void aConversationWithoutMessagesHasAnEmptyThread() {
        JsonObject thread = thread("");

        assertThat(thread.keySet())
                .containsExactlyInAnyOrder("id", "title", "head", "message_count", "has_more", "metadata", "messages");
        assertThat(path).endsWith(thread.getString("id"));
        assertThat(thread.getString("title")).isEqualTo("Tree");
        assertThat(thread.getInt("head")).isEqualTo(-1);
        assertThat(thread.getInt("message_count")).isZero();
        assertThat(thread.getBoolean("has_more")).isFalse();
        assertThat(thread.getJsonObject("metadata").getInt("kept")).isEqualTo(1);
        assertThat(thread.getJsonArray("messages")).isEmpty();
    }

    @Test
    void withoutBranchesTheThreadIsTheWholeConversation() {
        IntStream.range(0, 5).forEach(i -> append(i, null));

        JsonObject thread = thread("?limit=3");

        assertThat(thread.getJsonArray("messages"))
                .isEqualTo(client.get(path + "/messages?limit=3").json().getJsonArray("messages"));
        assertThat(thread.getBoolean("has_more")).isTrue();
        assertThat(thread.getInt("head")).isEqualTo(4);
        assertThat(thread.getInt("message_count")).isEqualTo(5);
    }

    @Test
    void anotherAnswerStandsBesideTheFirstAndBothAreReached() {
        append(0, null);
        append(1, null);
        append(2, 0);
        append(3, null);

        assertThat(seqs(thread(""))).containsExactly(0, 2, 3);
        assertThat(seqs(thread("?head=1"))).containsExactly(0, 1);
        assertThat(seqs(thread("?head=2"))).containsExactly(0, 2);
        JsonArray messages = thread("").getJsonArray("messages");
        assertThat(messages.getJsonObject(0).keySet()).doesNotContain("siblings", "parent");
        assertThat(messages.getJsonObject(1).getInt("parent")).isZero();
        assertThat(messages.getJsonObject(1).getJsonArray("siblings")).hasToString("[1,2]");
        assertThat(thread("?head=1").getJsonArray("messages").getJsonObject(1).getJsonArray("siblings"))
                .hasToString("[1,2]");
    }

    @Test
    void anEditedFirstMessageBeginsAnew() {
        append(0, null);
        append(1, null);
        append(2, -1);

        assertThat(seqs(thread(""))).containsExactly(2);
        assertThat(thread("").getBoolean("has_more")).isFalse();
        assertThat(thread("").getJsonArray("messages").getJsonObject(0).getJsonArray("siblings"))
                .hasToString("[0,2]");
    }

    @Test
    void theReadersChoiceHoldsUntilAMessageComes() {
        append(0, null);
        append(1, null);
        append(2, 0);
        client.put(path, "{\"metadata\": {\"branch\": {\"head\": 1, \"of\": 3}}}");

        assertThat(seqs(thread(""))).containsExactly(0, 1);
        assertThat(thread("").getInt("head")).isEqualTo(1);
        assertThat(seqs(thread("?head=2"))).containsExactly(0, 2);

        append(3, 1);

        assertThat(seqs(thread(""))).containsExactly(0, 1, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"head\": 7, \"of\": 3}",
                "{\"head\": -1, \"of\": 3}",
                "{\"head\": \"1\", \"of\": 3}",
                "{\"head\": 1}",
                "{\"head\": 1, \"of\": 2}",
                "{\"head\": 1e300, \"of\": 3}",
                "[1, 3]",
                "1"
            })
    void aChoiceThatCannotBeMeantIsIgnored(String branch) {
        append(0, null);
        append(1, null);
        append(2, 0);
        assertThat(client.put(path, "{\"metadata\": {\"branch\": " + branch + "}}")
                        .status())
                .isEqualTo(200);

        assertThat(seqs(thread(""))).containsExactly(0, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "2147483647", "2147483648", "-2", "0.5", "\"0\"", "[]", "true", "1e400", "1e-400"})
    void aParentThatIsNoMessageIsRefusedAndNothingStored(String parent) {
        append(0, null);
        append(1, null);

        Answer answer =
                client.post(path + "/messages", "{\"role\": \"user\", \"content\": \"x\", \"parent\": " + parent + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("parent");
        assertThat(thread("").getInt("message_count")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=x",
                "before=-1",
                "before=x",
                "head=3",
                "head=-1",
                "head=x",
                "head="
            })
    void anUnknownValueOfAParameterIsRefused(String query) {
        IntStream.range(0, 3).forEach(i -> append(i, null));

        assertThat(client.get(path + "/thread?" + query).status()).isEqualTo(400);
    }

    @Test
    void somebodyElsesThreadIsNotFound() {
        append(0, null);

        Answer answer = Node.shared().newUser().get(path + "/thread");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("detail")).isEqualTo("Conversation not found");
        assertThat(client.get("/api/conversations/x/thread").status()).isEqualTo(404);
        assertThat(Node.shared().client().get(path + "/thread").status()).isEqualTo(401);
    }

    @Test
    void anAnswerThatIsNotWholeSaysWhy() {
        for (String reason : List.of("stopped", "interrupted", "length")) {
            Answer answer = client.post(
                    path + "/messages",
                    "{\"role\": \"assistant\", \"content\": \"\", \"finish_reason\": \"" + reason + "\"}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().getJsonArray("messages"))
                    .last()
                    .satisfies(message -> assertThat(message.asJsonObject().getString("finish_reason"))
                            .isEqualTo(reason));
        }
        assertThat(client.post(path + "/messages", """
                        {"role": "assistant", "content": "x", "finish_reason": "stop"}""").status()).isEqualTo(400);
    }

    @Test
    void aWholeConversationIsStoredAsTheTreeItWasReadAs() {
        append(0, null);
        append(1, null);
        append(2, 0);
        append(3, -1);
        JsonArray messages = client.get(path).json().getJsonArray("messages");
        String body =
                Json.createObjectBuilder().add("messages", messages).build().toString();

        String copy = "/api/conversations/"
                + client.post("/api/conversations", body).json().getString("id");
        assertThat(shape(client.get(copy + "/thread?head=2").json())).containsExactly("m0:[0,3]", "m2:[1,2]");
        assertThat(shape(client.get(copy + "/thread").json())).containsExactly("m3:[0,3]");

        assertThat(client.put(path, body).status()).isEqualTo(200);
        assertThat(shape(thread("?head=2"))).containsExactly("m0:[0,3]", "m2:[1,2]");
    }

    @Test
    void replacingTheMessagesForgetsTheBranchesAndTheChoice() {
        append(0, null);
        append(1, null);
        append(2, 0);
        client.put(path, "{\"metadata\": {\"branch\": {\"head\": 1, \"of\": 3}}}");

        client.put(
                path, "{\"messages\": [" + message(0, null) + "," + message(1, null) + "," + message(2, null) + "]}");

        assertThat(shape(thread(""))).containsExactly("m0:", "m1:", "m2:");
        assertThat(thread("").getJsonObject("metadata").keySet()).containsExactly("kept");
    }

    @Test
    void aListWhoseParentsComeLaterOrAreTooManyIsRefused() {
        Answer later = client.put(path, "{\"messages\": [" + message(0, null) + "," + message(1, 1) + "]}");
        assertThat(later.status()).isEqualTo(400);
        assertThat(later.json().getString("detail")).startsWith("messages[1].parent:");

        String many =
                IntStream.rangeClosed(0, 1002).mapToObj(i -> message(i, -1)).collect(Collectors.joining(","));
        assertThat(client.post("/api/conversations", "{\"messages\": [" + many + "]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void thereAreAtMostAThousandBranches() {
        String most =
                IntStream.rangeClosed(0, 1000).mapToObj(i -> message(i, -1)).collect(Collectors.joining(","));
        assertThat(client.put(path, "{\"messages\": [" + most + "]}").status()).isEqualTo(200);

        Answer answer = client.post(path + "/messages", message(1001, 0), "Prefer", "return=minimal");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getString("detail")).contains("1000 branches");
        assertThat(append(1001, 1000)).isEqualTo(1001); // continues the newest, which is no branch
        assertThat(append(1002, null)).isEqualTo(1002);
        assertThat(seqs(thread(""))).containsExactly(1000, 1001, 1002);
        assertThat(thread("").getJsonArray("messages").getJsonObject(0).getJsonArray("siblings"))
                .hasSize(1001);
    }

    @Test
    void aBranchIsPagedAcrossSegmentsWhateverItsShape() {
        Random random = new Random(7);
        int count = 900;
        List<Integer> parents = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (int seq = 0; seq < count; seq++) {
            int parent = random.nextInt(20) == 0 ? random.nextInt(seq + 1) - 1 : seq - 1;
            parents.add(parent);
            messages.add(message(seq, parent == seq - 1 ? null : parent));
        }
        client.put(path, "{\"messages\": [" + String.join(",", messages.subList(0, 700)) + "]}");
        for (int seq = 700; seq < count; seq++) {
            append(seq, parents.get(seq) == seq - 1 ? null : parents.get(seq));
        }

        for (int head : new int[] {count - 1, count - 40, 700, 350, 99, 0, random.nextInt(count)}) {
            LinkedList<Integer> expected = new LinkedList<>();
            for (int seq = head; seq >= 0; seq = parents.get(seq)) {
                expected.addFirst(seq);
            }
            assertThat(pagedBackwards(head, 1 + random.nextInt(60)))
                    .as("head " + head)
                    .isEqualTo(expected);
        }
        for (JsonObject message : thread("?limit=200").getJsonArray("messages").getValuesAs(JsonObject.class)) {
            int parent = parents.get(message.getInt("seq"));
            List<Integer> same = IntStream.range(0, count)
                    .filter(other -> parents.get(other) == parent)
                    .boxed()
                    .toList();
            assertThat(
                            message.containsKey("siblings")
                                    ? message.getJsonArray("siblings").toString()
                                    : null)
                    .isEqualTo(same.size() > 1 ? same.toString().replace(" ", "") : null);
        }
    }

    @Test
    void aRepeatedBranchUnderOneKeyIsStoredOnce() {
        append(0, null);
        append(1, null);
        String[] headers = {"Idempotency-Key", "branch", "Prefer", "return=minimal"};

        Answer first = client.post(path + "/messages", message(2, 0), headers);
        append(3, null);
        Answer again = client.post(path + "/messages", message(2, 0), headers);

        assertThat(first.json().getInt("seq")).isEqualTo(2);
        assertThat(again.json().getString("id")).isEqualTo(first.json().getString("id"));
        assertThat(again.json().getInt("seq")).isEqualTo(2);
        assertThat(thread("").getInt("message_count")).isEqualTo(4);
    }

    @Test
    void aBranchOfAStateThatIsGoneIsRefused() {
        append(0, null);
        String seen = client.get(path).header("ETag").orElseThrow();
        append(1, null);

        assertThat(client.post(path + "/messages", message(2, 0), "If-Match", seen)
                        .status())
                .isEqualTo(412);
        String now = client.get(path).header("ETag").orElseThrow();
        assertThat(client.post(path + "/messages", message(2, 0), "If-Match", now)
                        .status())
                .isEqualTo(200);
    }

    private List<Integer> pagedBackwards(int head, int limit) {
        List<Integer> all = new ArrayList<>();
        String before = "";
        while (true) {
            JsonObject page = thread("?head=" + head + "&limit=" + limit + before);
            assertThat(page.getInt("head")).isEqualTo(head);
            List<Integer> seqs = seqs(page);
            all.addAll(0, seqs);
            if (!page.getBoolean("has_more")) {
                return all;
            }
            assertThat(seqs).hasSize(limit);
            before = "&before=" + seqs.get(0);
        }
    }

    private JsonObject thread(String query) {
        Answer answer = client.get(path + "/thread" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private int append(int number, Integer parent) {
        Answer answer = client.post(path + "/messages", message(number, parent), "Prefer", "return=minimal");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().getInt("seq");
    }

    private static String message(int number, Integer parent) {
        JsonObjectBuilder message =
                Json.createObjectBuilder().add("role", "user").add("content", "m" + number);
        if (parent != null) {
            message.add("parent", parent);
        }
        return message.build().toString();
    }

    private static List<Integer> seqs(JsonObject thread) {
        return thread.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getInt("seq"))
                .toList();
    }

    private static List<String> shape(JsonObject thread) {
        return thread.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("content") + ":"
                        + (message.containsKey("siblings") ? message.getJsonArray("siblings") : ""))
                .toList();
    }
}
