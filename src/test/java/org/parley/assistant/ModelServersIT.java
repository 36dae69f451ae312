package org.parley.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/**
 * One node with an Ollama and two other servers, each with a key of its own: what an Ollama really sends, which models are
 * offered, and which key goes where (issue 15, A2, A7 and A9). What other servers send is in {@link ModelRepliesIT}.
 */
class ModelServersIT {
    private static final int MANY = 400;
    private static final String COUNTS = "\"prompt_eval_count\":11,\"eval_count\":2";

    private static final ScriptedModel OLLAMA = ScriptedModel.start();
    private static final ScriptedModel FIRST = ScriptedModel.start();
    private static final ScriptedModel SECOND = ScriptedModel.start();

    private static Node node;
    private static Client ada;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        OLLAMA.has("pulled-last:latest", "reads", "llama3.2:latest", "qwen2.5:0.5b")
                .describes("pulled-last:latest", "{\"capabilities\": [\"embedding\"]}")
                .describes("qwen2.5:0.5b", "{\"capabilities\": [\"completion\", \"tools\"]}")
                .lists("reads", "{\"details\": {\"family\": \"nomic-bert\", \"families\": [\"nomic-bert\"]}}");
        FIRST.has(IntStream.range(0, MANY).mapToObj(i -> "model-" + i).toArray(String[]::new));
        SECOND.has("text-embedding-3-small", "chats");
        Path key = Files.writeString(folder.resolve("key"), "key-of-the-first\n");
        node = Node.start(
                "PARLEY_ASSISTANT=ollama:llama3.2@" + OLLAMA.url() + ", openai:model-7@" + FIRST.url() + "/v1,"
                        + " openai:chats@" + SECOND.url() + "/v1",
                "PARLEY_ASSISTANT_KEY_1=key-of-the-ollama",
                "PARLEY_ASSISTANT_KEY_2_FILE=" + key,
                "PARLEY_ASSISTANT_KEY=key-of-the-second",
                "PARLEY_REGISTRATION=open");
        ada = node.newUser();
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
        Stream.of(OLLAMA, FIRST, SECOND).forEach(ScriptedModel::close);
    }

    /** A reply of an Ollama, and what becomes of it: its text, its thought, its finish reason and its tokens. */
    private record Case(String name, String body, String text, String thought, String reason, String tokens) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        String two = line("\"content\":\"One \"") + line("\"content\":\"two\"");
        return Stream.of(
                whole(
                        "done without done_reason",
                        two + "{\"message\":{\"content\":\"\"},\"done\":true," + COUNTS + "}\n"),
                whole(
                        "done_reason without done",
                        two + "{\"message\":{\"content\":\"\"},\"done_reason\":\"stop\"," + COUNTS + "}\n"),
                whole("a last line without message", two + "{\"done\":true,\"done_reason\":\"stop\"," + COUNTS + "}\n"),
                whole("a last line without its line break", two + "{\"done\":true," + COUNTS + "}"),
                whole(
                        "blank lines",
                        "\n" + two.replace("\n", "\r\n\r\n") + "{\"message\":{\"content\":\"\"},\"done\":true," + COUNTS
                                + "}\n\n"),
                new Case(
                        "done_reason length",
                        two + "{\"done\":true,\"done_reason\":\"length\"," + COUNTS + "}\n",
                        "One two",
                        null,
                        "length",
                        "11/2"),
                new Case(
                        "thinking",
                        line("\"content\":\"\",\"thinking\":\"Secret \"")
                                + line("\"content\":\"\",\"thinking\":\"musing.\"") + two + "{\"done\":true," + COUNTS
                                + "}\n",
                        "One two",
                        "Secret musing.",
                        null,
                        "11/2"),
                new Case(
                        "an error after the first words",
                        two + "{\"error\":\"an error was encountered while running the model\"}\n",
                        "One two",
                        null,
                        "interrupted",
                        null),
                new Case("no end", two, "One two", null, "interrupted", null));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aReplyOfAnOllamaBecomesTheMessageThatItIs(Case one) {
        OLLAMA.next(Script.body(one.body()));
        String id = conversation();

        Answer answer = complete(id, "ollama:llama3.2");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonObject message = answer.json();
        assertThat(message.getString("content")).isEqualTo(one.text());
        assertThat(message.getString("reasoning", null)).isEqualTo(one.thought());
        assertThat(message.getString("finish_reason", null)).isEqualTo(one.reason());
        if (one.tokens() != null) {
            JsonObject metrics = message.getJsonObject("metrics");
            assertThat(metrics.getInt("promptTokens") + "/" + metrics.getInt("completionTokens"))
                    .isEqualTo(one.tokens());
        }
        assertThat(messages(id))
                .extracting(stored -> stored.getString("content"))
                .containsExactly("Hi", one.text());
    }

    static Stream<Script> refusals() {
        return Stream.of(
                Script.refusal(404, "{\"error\":\"model 'llama3.2' not found\"}"),
                Script.body("{\"error\":\"model 'llama3.2' not found\"}\n"),
                Script.body("{\"error\":\"model 'llama3.2' not found\",\"done\":true}"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void anOllamaThatRefusesIsQuoted(Script refusal) {
        OLLAMA.next(refusal);
        String id = conversation();

        Answer answer = complete(id, "ollama:llama3.2");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().getString("detail"))
                .startsWith("The model llama3.2 ")
                .endsWith(". Its server says: “model 'llama3.2' not found”");
        assertThat(messages(id)).hasSize(1);
        assertThat(complete(id, "ollama:llama3.2").status()).as("asked again").isEqualTo(200);
    }

    @Test
    void theThoughtOfAnOllamaIsStreamedApart() {
        CountDownLatch more = new CountDownLatch(1);
        OLLAMA.next(Script.tokens()
                .raw(line("\"content\":\"\",\"thinking\":\"Secret musing.\""))
                .await(more)
                .then("Four."));
        String id = conversation();

        try (Events events = ada.events("POST", completions(id), "{\"model\": \"ollama:llama3.2\"}")) {
            assertThat(events.await("thought").data().getString("text")).isEqualTo("Secret musing.");
            assertThat(events.text()).isEmpty();
            more.countDown();
            assertThat(events.await("done").data().getString("content"))
                    .isEqualTo("Four.")
                    .isEqualTo(events.text());
        }
    }

    /** Embedding models are told by what the Ollama says of them, or by their family; the configured ones come first. */
    @Test
    void allModelsThatChatAreOfferedOnce() {
        List<String> many = IntStream.range(0, MANY)
                .filter(i -> i != 7)
                .mapToObj(i -> "openai:model-" + i)
                .toList();
        List<String> all = Stream.of(
                        Stream.of("ollama:llama3.2", "ollama:qwen2.5:0.5b", "openai:model-7"),
                        many.stream(),
                        Stream.of("openai:chats"))
                .flatMap(ids -> ids)
                .toList();

        Await.until(() -> "offered are " + offered(), () -> offered().equals(all));

        List<JsonObject> models = models();
        assertThat(models.get(0).getBoolean("default")).isTrue();
        assertThat(models.subList(1, models.size())).noneMatch(model -> model.getBoolean("default"));
    }

    @Test
    void eachServerIsAskedForItsModelsWithItsKeyAndNoOther() {
        allModelsThatChatAreOfferedOnce();

        assertThat(complete(conversation(), "openai:model-399").json().getString("model"))
                .isEqualTo("openai:model-399");
        assertThat(FIRST.asked(0).body().getString("model")).isEqualTo("model-399");
        assertThat(complete(conversation(), "openai:chats").status()).isEqualTo(200);
        assertThat(SECOND.asked(0).body().getString("model")).isEqualTo("chats");
        int before = OLLAMA.asked().size();
        assertThat(complete(conversation(), "ollama:llama3.2:latest").json().getString("model"))
                .isEqualTo("ollama:llama3.2");
        assertThat(OLLAMA.asked(before).body().getString("model")).isEqualTo("llama3.2");

        assertThat(OLLAMA.keys()).containsExactly("Bearer key-of-the-ollama");
        assertThat(FIRST.keys()).containsExactly("Bearer key-of-the-first");
        assertThat(SECOND.keys()).containsExactly("Bearer key-of-the-second");
        assertThat(node.log()).doesNotContain("key-of-the-");
    }

    private static Case whole(String name, String body) {
        return new Case(name, body, "One two", null, null, "11/2");
    }

    private static String line(String message) {
        return "{\"model\":\"llama3.2\",\"message\":{\"role\":\"assistant\"," + message + "},\"done\":false}\n";
    }

    private static List<JsonObject> models() {
        return ada.get("/api/models").json().getJsonArray("models").getValuesAs(JsonObject.class);
    }

    private static List<String> offered() {
        return models().stream().map(model -> model.getString("id")).toList();
    }

    private static Answer complete(String id, String model) {
        return ada.post(completions(id), "{\"model\": \"" + model + "\"}");
    }

    private static List<JsonObject> messages(String id) {
        return ada.get("/api/conversations/" + id)
                .json()
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
    }

    private static String conversation() {
        return ada.post("/api/conversations", "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .json()
                .getString("id");
    }

    private static String completions(String id) {
        return "/api/conversations/" + id + "/completions";
    }
}
