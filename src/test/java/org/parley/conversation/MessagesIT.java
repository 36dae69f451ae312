package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Rows;

/** Messages over REST: appends, sums, pages, conversations of any length. */
class MessagesIT {
    private final Client client = Node.shared().newUser();
    private final String path = "/api/conversations/"
            + client.post("/api/conversations", """
                    {"metadata": {"thinkingTimes": [2.5], "totalThinkingTime": 2.5, "responseCount": 1}}""").json().getString("id");

    @Test
    void anAppendAnswersTheWholeConversation() {
        append("one");
        Answer answer = client.post(path + "/messages", """
                {"role": "assistant", "content": "two", "model": "m1", "timestamp": "2024-01-15T10:30:00.1239"}""");

        assertThat(answer.status()).isEqualTo(200);
        JsonObject second = answer.json().getJsonArray("messages").getJsonObject(1);
        assertThat(second.getString("timestamp")).isEqualTo("2024-01-15T10:30:00.123Z");
        assertThat(second.getString("model")).isEqualTo("m1");
        assertThat(second.getInt("seq")).isEqualTo(1);
        assertThat(answer.json().getJsonArray("messages").getJsonObject(0).keySet())
                .containsExactlyInAnyOrder("id", "seq", "role", "content", "timestamp");
    }

    @Test
    void theMinimalAnswerSaysOnlyWhatIsNew() {
        Answer answer = client.post(path + "/messages", message("one"), "Prefer", "return=minimal");

        JsonObject minimal = answer.json();
        assertThat(minimal.keySet())
                .containsExactlyInAnyOrder("id", "conversation_id", "seq", "message_count", "updated_at");
        assertThat(minimal.getInt("seq")).isZero();
        assertThat(minimal.getInt("message_count")).isEqualTo(1);
        assertThat(answer.header("ETag")).isEqualTo(client.get(path).header("ETag"));
    }

    @Test
    void metricsAreSummedBesideTheThinkingTimes() {
        String metrics = """
                {"role": "assistant", "content": "x", "metrics": {"totalTime": 2.5, "totalTokens": 100,
                 "promptTokens": 40, "completionTokens": 60, "tokensPerSecond": 40}}""";
        client.post(path + "/messages", metrics);
        append("without");
        JsonObject metadata = client.post(path + "/messages", metrics).json().getJsonObject("metadata");

        assertThat(metadata.getJsonNumber("total_time").doubleValue()).isEqualTo(5.0, within(1e-9));
        assertThat(metadata.getInt("total_tokens")).isEqualTo(200);
        assertThat(metadata.getInt("prompt_tokens")).isEqualTo(80);
        assertThat(metadata.getInt("completion_tokens")).isEqualTo(120);
        assertThat(metadata.getInt("response_count")).isEqualTo(2);
        assertThat(metadata.getJsonNumber("avg_tokens_per_second").doubleValue())
                .isEqualTo(40.0, within(1e-9));
        assertThat(metadata.getJsonArray("thinkingTimes")).hasSize(1);
        assertThat(metadata.getInt("responseCount")).isEqualTo(1);

        JsonObject changed = client.put(path, "{\"metadata\": {\"thinkingTimes\": [2.5, 3]}}")
                .json()
                .getJsonObject("metadata");
        assertThat(changed.getInt("total_tokens")).isEqualTo(200);
        assertThat(changed.getJsonArray("thinkingTimes")).hasSize(2);
    }

    @Test
    void aLongConversationIsWholeInEveryCall() {
        assertThat(client.put(path, "{\"messages\": [" + messages(0, 2_000) + "]}")
                        .status())
                .isEqualTo(200);
        for (int i = 2_000; i < 2_400; i++) {
            int seq = client.post(path + "/messages", message("m" + i), "Prefer", "return=minimal")
                    .json()
                    .getInt("seq");
            assertThat(seq).isEqualTo(i);
        }

        assertThat(contents(client.get(path).json().getJsonArray("messages"))).isEqualTo(numbered(0, 2_400));
        assertThat(pagedBackwards(77)).isEqualTo(numbered(0, 2_400));
        assertThat(client.get("/api/conversations?view=summary")
                        .array()
                        .getJsonObject(0)
                        .getInt("message_count"))
                .isEqualTo(2_400);

        client.put(path, "{\"messages\": [" + messages(0, 3) + "]}");
        append("m3");
        assertThat(contents(client.get(path).json().getJsonArray("messages"))).isEqualTo(numbered(0, 4));
        assertThat(pagedBackwards(2)).isEqualTo(numbered(0, 4));
    }

    @Test
    void pagesEndWhereTheyShould() {
        client.put(path, "{\"messages\": [" + messages(0, 5) + "]}");

        JsonObject newest = client.get(path + "/messages?limit=2").json();
        assertThat(contents(newest.getJsonArray("messages"))).containsExactly("m3", "m4");
        assertThat(newest.getBoolean("has_more")).isTrue();
        JsonObject first = client.get(path + "/messages?limit=3&before=3").json();
        assertThat(contents(first.getJsonArray("messages"))).containsExactly("m0", "m1", "m2");
        assertThat(first.getBoolean("has_more")).isFalse();
        assertThat(client.get(path + "/messages?before=0").json().getJsonArray("messages"))
                .isEmpty();
        assertThat(client.get(path + "/messages?before=2147483647").json().getJsonArray("messages"))
                .hasSize(5);
    }

    @Test
    void largeContentsAreKeptAndSealed() {
        String mebibyte = "é".repeat(1 << 19);
        for (int i = 0; i < 4; i++) {
            Answer answer =
                    client.post(path + "/messages", message(i + mebibyte.substring(1)), "Prefer", "return=minimal");
            assertThat(answer.status()).isEqualTo(200);
        }

        JsonArray messages = client.get(path).json().getJsonArray("messages");
        assertThat(contents(messages))
                .isEqualTo(IntStream.range(0, 4)
                        .mapToObj(i -> i + mebibyte.substring(1))
                        .toList());
        Answer tooLarge = client.post(path + "/messages", message("x" + mebibyte));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.json().getString("detail")).contains("content");
    }

    @Rows({
        "role     | {\"content\": \"x\"}",
        "role     | {\"role\": \"robot\", \"content\": \"x\"}",
        "role     | {\"role\": \"User\", \"content\": \"x\"}",
        "role     | {\"role\": 1, \"content\": \"x\"}",
        "content  | {\"role\": \"user\"}",
        "content  | {\"role\": \"user\", \"content\": {}}",
        "content  | {\"role\": \"user\", \"content\": \"\\ud800\"}",
        "timestamp| {\"role\": \"user\", \"content\": \"x\", \"timestamp\": \"yesterday\"}",
        "timestamp| {\"role\": \"user\", \"content\": \"x\", \"timestamp\": 12}",
        "metrics  | {\"role\": \"user\", \"content\": \"x\", \"metrics\": []}",
        "metrics.totalTime | {\"role\": \"user\", \"content\": \"x\", \"metrics\": {\"totalTime\": \"x\"}}",
        "metrics.totalTokens | {\"role\": \"user\", \"content\": \"x\", \"metrics\": {\"totalTokens\": -1}}",
        "metrics.totalTokens | {\"role\": \"user\", \"content\": \"x\", \"metrics\": {\"totalTokens\": 9e18}}",
        "model    | {\"role\": \"user\", \"content\": \"x\", \"model\": 1}",
        "tool_calls | {\"role\": \"user\", \"content\": \"x\", \"tool_calls\": {}}",
        "tool_calls[1] | {\"role\": \"user\", \"content\": \"x\", \"tool_calls\": [{}, 1]}",
        "tool_calls[0] | {\"role\": \"user\", \"content\": \"x\", \"tool_calls\": [{\"$set\": 1}]}",
        "attachments | {\"role\": \"user\", \"content\": \"x\", \"attachments\": \"a.png\"}",
        "attachments[0] | {\"role\": \"user\", \"content\": \"x\", \"attachments\": [\"a.png\"]}",
        "attachments[0].name | {\"role\": \"user\", \"content\": \"x\", \"attachments\": [{\"size\": 1}]}",
        "attachments[0].size | {\"role\": \"user\", \"content\": \"x\", \"attachments\": [{\"name\": \"a\", \"size\": 1.5}]}",
        "attachments[0].size | {\"role\": \"user\", \"content\": \"x\", \"attachments\": [{\"name\": \"a\", \"size\": -1}]}",
        "attachments[0].text | {\"role\": \"user\", \"content\": \"x\", \"attachments\": [{\"name\": \"a\", \"text\": 1}]}"
    })
    void aWrongMessageIsRefusedAndTheFieldNamed(String field, String body) {
        Answer answer = client.post(path + "/messages", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(field);
        assertThat(client.get(path).json().getJsonArray("messages")).isEmpty();
    }

    @Test
    void toolCallsAndAttachmentsAreKeptAsTheyCame() {
        String calls =
                "[{\"id\": \"c1\", \"name\": \"search\", \"arguments\": {\"q\": [1, null, \"x\"]}, \"result\": \"none\"}, {}]";
        String files =
                "[{\"name\": \"a.png\", \"media_type\": \"image/png\", \"size\": 77, \"source_id\": \"f1\", \"text\": \"Words\"}]";
        String message = "{\"role\": \"assistant\", \"content\": \"Done\", \"tool_calls\": %s, \"attachments\": %s}";
        client.post(path + "/messages", message.formatted(calls, files));
        client.post(path + "/messages", message.formatted("[]", "null"));

        JsonArray messages = client.get(path).json().getJsonArray("messages");
        assertThat(messages.getJsonObject(0).getJsonArray("tool_calls")).isEqualTo(json(calls));
        assertThat(messages.getJsonObject(0).getJsonArray("attachments")).isEqualTo(json(files));
        assertThat(messages.getJsonObject(1)).doesNotContainKeys("tool_calls", "attachments");
        assertThat(client.get(path + "/thread").json().getJsonArray("messages").getJsonObject(0))
                .containsKeys("tool_calls", "attachments");
        client.put(path, "{\"messages\": " + messages + "}");
        assertThat(client.get(path).json().getJsonArray("messages").getJsonObject(0))
                .containsAllEntriesOf(Map.of("tool_calls", json(calls), "attachments", json(files)));
    }

    @Test
    void whatComesWithAMessageHasALimit() {
        String half = "{\"name\": \"a\", \"text\": \"" + "é".repeat(1 << 19) + "\"}";
        String message = "{\"role\": \"user\", \"content\": \"x\", \"attachments\": [%s]}";

        assertThat(client.post(path + "/messages", message.formatted(half), "Prefer", "return=minimal")
                        .status())
                .isEqualTo(200);
        Answer both = client.post(path + "/messages", message.formatted(half + "," + half));
        assertThat(both.status()).isEqualTo(413);
        assertThat(both.json().getString("detail")).contains("attachments", "2 MiB");
        assertThat(client.post(path + "/messages", message.formatted(half.replaceFirst("é", "éé")))
                        .status())
                .isEqualTo(413);
        assertThat(client.get(path).json().getJsonArray("messages")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "before=-1", "before=x", "before="})
    void anUnknownValueOfAParameterIsRefused(String query) {
        assertThat(client.get(path + "/messages?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "assistant", "system", "tool"})
    void everyRoleMaySpeak(String role) {
        Answer answer = client.post(path + "/messages", "{\"role\": \"%s\", \"content\": \"\"}".formatted(role));

        assertThat(answer.json().getJsonArray("messages").getJsonObject(0).getString("role"))
                .isEqualTo(role);
    }

    private static JsonArray json(String array) {
        return Json.createReader(new StringReader(array)).readArray();
    }

    private void append(String content) {
        assertThat(client.post(path + "/messages", message(content)).status()).isEqualTo(200);
    }

    private List<String> pagedBackwards(int limit) {
        List<String> all = new ArrayList<>();
        Answer first = client.get(path + "/messages?limit=" + limit);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        JsonObject page = first.json();
        while (true) {
            JsonArray messages = page.getJsonArray("messages");
            all.addAll(0, contents(messages));
            if (!page.getBoolean("has_more")) {
                return all;
            }
            int before = messages.getJsonObject(0).getInt("seq");
            Answer next = client.get(path + "/messages?limit=" + limit + "&before=" + before);
            assertThat(next.status()).as(next.text()).isEqualTo(200);
            page = next.json();
        }
    }

    private static String message(String content) {
        return "{\"role\": \"user\", \"content\": \"" + content + "\"}";
    }

    private static String messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> message("m" + i)).collect(Collectors.joining(","));
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }

    private static List<String> contents(JsonArray messages) {
        return messages.getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("content"))
                .toList();
    }
}
