package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Node;

/** Reading a conversation with branches over REST. */
class ThreadIT {
    private final TreeClient tree = new TreeClient();

    @Test
    void aConversationWithoutMessagesHasAnEmptyThread() {
        JsonObject thread = tree.thread("");

        assertThat(thread.keySet())
                .containsExactlyInAnyOrder("id", "title", "head", "message_count", "has_more", "metadata", "messages");
        assertThat(tree.path).endsWith(thread.getString("id"));
        assertThat(thread.getString("title")).isEqualTo("Tree");
        assertThat(thread.getInt("head")).isEqualTo(-1);
        assertThat(thread.getInt("message_count")).isZero();
        assertThat(thread.getBoolean("has_more")).isFalse();
        assertThat(thread.getJsonObject("metadata").getInt("kept")).isEqualTo(1);
        assertThat(thread.getJsonArray("messages")).isEmpty();
    }

    @Test
    void withoutBranchesTheThreadIsTheWholeConversation() {
        IntStream.range(0, 5).forEach(i -> tree.append(i, null));

        JsonObject thread = tree.thread("?limit=3");

        assertThat(thread.getJsonArray("messages"))
                .isEqualTo(
                        tree.client.get(tree.path + "/messages?limit=3").json().getJsonArray("messages"));
        assertThat(thread.getBoolean("has_more")).isTrue();
        assertThat(thread.getInt("head")).isEqualTo(4);
        assertThat(thread.getInt("message_count")).isEqualTo(5);
    }

    @Test
    void aPageOfHugeMessagesIsOneMessageThatIsNotReadAsMarkdown() {
        String hostile = "*a_ [b](".repeat((1 << 20) / 8);
        JsonObject message = Json.createObjectBuilder()
                .add("role", "assistant")
                .add("content", hostile)
                .build();
        for (int i = 0; i < 50; i++) {
            assertThat(tree.client
                            .post(tree.path + "/messages", message.toString(), "Prefer", "return=minimal")
                            .status())
                    .isEqualTo(200);
        }

        for (int before : new int[] {50, 49, 25, 2, 1}) {
            JsonObject page = tree.thread("?render=html&limit=200&before=" + before);
            JsonArray messages = page.getJsonArray("messages");
            assertThat(messages).hasSize(1);
            assertThat(messages.getJsonObject(0).getInt("seq")).isEqualTo(before - 1);
            assertThat(messages.getJsonObject(0).getString("html"))
                    .isEqualTo("<p class=\"plain\" dir=\"auto\">" + hostile + "</p>");
            assertThat(page.getBoolean("has_more")).isEqualTo(before > 1);
        }
    }

    @Test
    void whatIsRenderedForAPageIsBoundedByBytesAndNoMessageIsLeftOut() {
        List<Integer> sizes = List.of(10, 100_000, 100_000, 62_144, 62_145, 100_000, 100_000, 262_145, 5, 262_144, 1);
        for (int size : sizes) {
            String content = "é".repeat(size / 2) + "x".repeat(size % 2);
            String message = Json.createObjectBuilder()
                    .add("role", "user")
                    .add("content", content)
                    .build()
                    .toString();
            assertThat(tree.client.post(tree.path + "/messages", message).status())
                    .isEqualTo(200);
        }

        List<List<Integer>> pages = new ArrayList<>();
        JsonObject page = tree.thread("");
        pages.add(TreeClient.seqs(page));
        while (page.getBoolean("has_more")) {
            page = tree.thread("?before=" + pages.get(pages.size() - 1).get(0));
            pages.add(TreeClient.seqs(page));
        }

        assertThat(pages)
                .containsExactly(
                        List.of(10),
                        List.of(9),
                        List.of(8),
                        List.of(7),
                        List.of(5, 6),
                        List.of(2, 3, 4),
                        List.of(0, 1));
    }

    @Test
    void anotherAnswerStandsBesideTheFirstAndBothAreReached() {
        tree.append(0, null);
        tree.append(1, null);
        tree.append(2, 0);
        tree.append(3, null);

        assertThat(TreeClient.seqs(tree.thread(""))).containsExactly(0, 2, 3);
        assertThat(TreeClient.seqs(tree.thread("?head=1"))).containsExactly(0, 1);
        assertThat(TreeClient.seqs(tree.thread("?head=2"))).containsExactly(0, 2);
        assertThat(TreeClient.seqs(tree.thread("?through=2"))).containsExactly(0, 2, 3);
        assertThat(TreeClient.seqs(tree.thread("?through=2&before=3"))).containsExactly(0, 2);
        assertThat(tree.thread("?through=2&before=3").getInt("head")).isEqualTo(3);
        assertThat(TreeClient.seqs(tree.thread("?through=1"))).containsExactly(0, 1);
        JsonArray messages = tree.thread("").getJsonArray("messages");
        assertThat(messages.getJsonObject(0).keySet()).doesNotContain("siblings", "parent");
        assertThat(messages.getJsonObject(1).getInt("parent")).isZero();
        assertThat(messages.getJsonObject(1).getJsonArray("siblings")).hasToString("[1,2]");
        assertThat(tree.thread("?head=1")
                        .getJsonArray("messages")
                        .getJsonObject(1)
                        .getJsonArray("siblings"))
                .hasToString("[1,2]");
    }

    @Test
    void anEditedFirstMessageBeginsAnew() {
        tree.append(0, null);
        tree.append(1, null);
        tree.append(2, -1);

        assertThat(TreeClient.seqs(tree.thread(""))).containsExactly(2);
        assertThat(tree.thread("").getBoolean("has_more")).isFalse();
        assertThat(tree.thread("").getJsonArray("messages").getJsonObject(0).getJsonArray("siblings"))
                .hasToString("[0,2]");
    }

    @Test
    void theReadersChoiceHoldsUntilAMessageComes() {
        tree.append(0, null);
        tree.append(1, null);
        tree.append(2, 0);
        tree.client.put(tree.path, "{\"metadata\": {\"branch\": {\"head\": 1, \"of\": 3}}}");

        assertThat(TreeClient.seqs(tree.thread(""))).containsExactly(0, 1);
        assertThat(tree.thread("").getInt("head")).isEqualTo(1);
        assertThat(TreeClient.seqs(tree.thread("?head=2"))).containsExactly(0, 2);

        tree.append(3, 1);

        assertThat(TreeClient.seqs(tree.thread(""))).containsExactly(0, 1, 3);
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
        tree.append(0, null);
        tree.append(1, null);
        tree.append(2, 0);
        assertThat(tree.client
                        .put(tree.path, "{\"metadata\": {\"branch\": " + branch + "}}")
                        .status())
                .isEqualTo(200);

        assertThat(TreeClient.seqs(tree.thread(""))).containsExactly(0, 2);
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
                "head=",
                "through=3",
                "through=x",
                "render=text",
                "render="
            })
    void anUnknownValueOfAParameterIsRefused(String query) {
        IntStream.range(0, 3).forEach(i -> tree.append(i, null));

        assertThat(tree.client.get(tree.path + "/thread?" + query).status()).isEqualTo(400);
    }

    @Test
    void somebodyElsesThreadIsNotFound() {
        tree.append(0, null);

        Answer answer = Node.shared().newUser().get(tree.path + "/thread");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("detail")).isEqualTo("Conversation not found");
        assertThat(tree.client.get("/api/conversations/x/thread").status()).isEqualTo(404);
        assertThat(Node.shared().client().get(tree.path + "/thread").status()).isEqualTo(401);
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
            messages.add(TreeClient.message(seq, parent == seq - 1 ? null : parent));
        }
        tree.client.put(tree.path, "{\"messages\": [" + String.join(",", messages.subList(0, 700)) + "]}");
        for (int seq = 700; seq < count; seq++) {
            tree.append(seq, parents.get(seq) == seq - 1 ? null : parents.get(seq));
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
        for (JsonObject message :
                tree.thread("?limit=200").getJsonArray("messages").getValuesAs(JsonObject.class)) {
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
    void renderedMessagesAreSafeHtmlAndTheUsersKeepTheirLines() {
        String content = "**bold**\nplain\n<script>alert(1)</script>";
        for (String role : List.of("user", "assistant", "system", "tool")) {
            tree.client.post(
                    tree.path + "/messages",
                    Json.createObjectBuilder()
                            .add("role", role)
                            .add("content", content)
                            .build());
        }

        List<JsonObject> messages =
                tree.thread("?render=html").getJsonArray("messages").getValuesAs(JsonObject.class);

        assertThat(messages.get(0).getString("html")).contains("<strong>bold</strong><br>");
        assertThat(messages.get(1).getString("html")).doesNotContain("</strong><br>");
        for (JsonObject message : messages) {
            assertThat(message.getString("content")).isEqualTo(content);
            assertThat(message.getString("html"))
                    .contains("<strong>bold</strong>")
                    .doesNotContain("<script");
        }
        assertThat(tree.thread("").getJsonArray("messages").getJsonObject(1).keySet())
                .doesNotContain("html");
    }

    private List<Integer> pagedBackwards(int head, int limit) {
        List<Integer> all = new ArrayList<>();
        String before = "";
        while (true) {
            JsonObject page = tree.thread("?head=" + head + "&limit=" + limit + before);
            assertThat(page.getInt("head")).isEqualTo(head);
            List<Integer> seqs = TreeClient.seqs(page);
            all.addAll(0, seqs);
            if (!page.getBoolean("has_more")) {
                return all;
            }
            assertThat(seqs).hasSize(limit);
            before = "&before=" + seqs.get(0);
        }
    }
}
