package org.parley.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Rows;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** What model servers really send, from their reply to the stored message (issue 15, A1 to A4, A6 and A8). */
class ModelRepliesIT {
    private static final String DONE = "data: [DONE]\n\n";

    private static Stage stage;
    private static ScriptedModel model;
    private static Client ada;

    @BeforeAll
    static void start() {
        stage = Stage.shared();
        model = stage.model();
        ada = stage.node().newUser();
    }

    @BeforeEach
    @AfterEach
    void reset() {
        model.reset();
    }

    /** A reply, and what becomes of it: its text, its finish reason and its tokens, or the words of a refusal. */
    private record Case(String name, String body, String text, String reason, String tokens) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        String end = event("{}", "\"stop\"") + DONE;
        String two = said("One ") + said("two");
        return Stream.of(
                new Case(
                        "error: null",
                        (said("All ") + said("well") + end).replace("{\"choices\"", "{\"error\":null,\"choices\""),
                        "All well",
                        null,
                        null),
                new Case(
                        "an error after other fields",
                        said("Half of ") + said("an answer")
                                + "data: {\"id\":\"g\",\"error\":{\"code\":502,\"message\":\"gone\"},\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n"
                                + DONE,
                        "Half of an answer",
                        "interrupted",
                        null),
                new Case(
                        "a reason that says error",
                        said("Half of ") + said("an answer") + event("{}", "\"error\"") + DONE,
                        "Half of an answer",
                        "interrupted",
                        null),
                new Case(
                        "no reason, and a usage in every event",
                        two.replace(
                                        "{\"choices\"",
                                        "{\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2},\"choices\"")
                                + DONE,
                        "One two",
                        null,
                        "11/2"),
                new Case("max_tokens", two + event("{}", "\"max_tokens\"") + DONE, "One two", "length", null),
                new Case(
                        "content_filter",
                        "data: {\"choices\":[],\"prompt_filter_results\":[{}]}\n\n" + said("Half of it")
                                + event("{}", "\"content_filter\"") + DONE,
                        "Half of it",
                        "content_filter",
                        null),
                new Case("no mark at the end", two + event("{}", "\"stop\""), "One two", null, null),
                new Case("a byte order mark", "\uFEFF" + two + end, "One two", null, null),
                new Case(
                        "a list of parts",
                        event("{\"content\":[{\"type\":\"text\",\"text\":\"One two\"}]}", "null") + end,
                        "One two",
                        null,
                        null),
                new Case(
                        "a date as created",
                        (two + end)
                                .replace(
                                        "{\"choices\"",
                                        "{\"id\":7,\"created\":\"2024-01-15T10:30:00Z\",\"usage\":1,\"choices\""),
                        "One two",
                        null,
                        null),
                new Case(
                        "a refusal",
                        event("{\"refusal\":\"I cannot \"}", "null") + event("{\"refusal\":\"help.\"}", "null") + end,
                        "I cannot help.",
                        null,
                        null),
                new Case(
                        "a whole completion",
                        "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"One two\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2}}",
                        "One two",
                        null,
                        "11/2"),
                new Case(
                        "tags in code",
                        said("Models write `<think>` first:\\n\\n```\\n<think>x</think>\\n```\\nDone.") + end,
                        "Models write `<think>` first:\n\n```\n<think>x</think>\n```\nDone.",
                        null,
                        null),
                new Case("half a character", said("A\\ud83d") + end, "A\uFFFD", null, null));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aReplyBecomesTheMessageThatItIs(Case one) {
        model.next(Script.body(one.body()));
        String id = conversation();

        Answer answer = ada.post(completions(id), "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonObject message = answer.json();
        assertThat(message.getString("content")).isEqualTo(one.text());
        assertThat(message.getString("finish_reason", null)).isEqualTo(one.reason());
        if (one.tokens() != null) {
            JsonObject metrics = message.getJsonObject("metrics");
            assertThat(metrics.getInt("promptTokens") + "/" + metrics.getInt("completionTokens"))
                    .isEqualTo(one.tokens());
        }
        assertThat(ada.get("/api/conversations/" + id).text()).contains("\"role\":\"assistant\"");
    }

    @Rows({
        "{\"reasoning_content\":\"Let me think. \",\"content\":\"\\n\\n\"}|stop|only thought and gave no answer",
        "{\"content\":\"<think>Let me\"}|length|used up its length limit with thinking",
        "{}|content_filter|a content filter stopped it",
        "{\"content\":\"\"}|stop|ended without a word",
        "{}|error|failed"
    })
    void whatIsNoAnswerIsRefusedWithWhatHappened(String delta, String reason, String said) {
        model.next(Script.body(event(delta, "\"" + reason + "\"") + DONE));
        String id = conversation();

        Answer answer = ada.post(completions(id), "");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().getString("detail")).contains(said, "Your message is kept");
        assertThat(ada.get("/api/conversations/" + id).json().getJsonArray("messages"))
                .hasSize(1);
    }

    @Test
    void theUserReadsWhatTheServerSays() {
        model.next(Script.body("data: {\"error\":{\"code\":\"429\",\"message\":\"You exceeded your current\\nquota, key"
                + " sk-proj-abcdef123456.\"}}\n\n"));

        assertThat(ada.post(completions(conversation()), "").json().getString("detail"))
                .contains("too much to do", "Its server says: “You exceeded your current quota, key …”");
    }

    @Test
    void aServerThatRefusesToCountIsAskedWithout() {
        model.next(Script.refusal(422)).next(Script.tokens("one"));

        assertThat(ada.post(completions(conversation()), "").json().getString("content"))
                .isEqualTo("one");
        assertThat(model.asked(0).body().containsKey("stream_options")).isTrue();
        assertThat(model.asked(1).body().containsKey("stream_options")).isFalse();
    }

    @Test
    void aThoughtIsStreamedAndStoredApartAndShownToNobodyElse() {
        CountDownLatch more = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        model.next(Script.tokens("<thi", "nk>\nSecret ", "musing.")
                .await(more)
                .then("\n</th", "ink>\n\nFour")
                .await(end)
                .then("."));
        String id = conversation();

        try (Events events = ada.events("POST", completions(id), "{}")) {
            events.await("thought");
            Await.until("the thought is stored", () -> thoughtOf(id).startsWith("Secret"));
            try (Events joined = ada.events("GET", completions(id), null)) {
                assertThat(joined.await("thought").data().getString("text")).startsWith("Secret");
                more.countDown();
                joined.awaitText("Four");
                events.awaitText("Four");
                end.countDown();
                JsonObject message = events.await("done").data();
                assertThat(message.getString("content")).isEqualTo("Four.");
                assertThat(message.getString("reasoning")).isEqualTo("Secret musing.");
                assertThat(message.getJsonNumber("reasoning_time").doubleValue())
                        .isNotNegative();
                assertThat(events.text()).isEqualTo("Four.");
                assertThat(joined.await("done").data()).isEqualTo(message);
            }
        }
        assertThat(ada.get("/api/conversations?view=summary").text()).doesNotContain("Secret");
        JsonObject whole = ada.get("/api/conversations/" + id).json();
        assertThat(whole.getJsonArray("messages").getJsonObject(1).getString("reasoning"))
                .isEqualTo("Secret musing.");
        ada.post("/api/conversations/" + id + "/messages", "{\"role\":\"user\",\"content\":\"And?\"}");
        ada.post(completions(id), "");
        assertThat(model.asked(1).messages()).containsExactly("user: Hi", "assistant: Four.", "user: And?");
        assertThat(ada.put("/api/conversations/" + id, "{\"messages\":" + whole.get("messages") + "}")
                        .json()
                        .getJsonArray("messages")
                        .getJsonObject(1)
                        .getString("reasoning"))
                .as("sent back")
                .isEqualTo("Secret musing.");
    }

    @Test
    void aClosingTagAloneMakesWhatWasWrittenTheThought() {
        CountDownLatch more = new CountDownLatch(1);
        model.next(Script.tokens("Musing. ").await(more).then("</think>", "\n\nFour."));

        try (Events events = ada.events("POST", completions(conversation()), "{}")) {
            events.awaitText("Musing.");
            more.countDown();
            JsonObject message = events.await("done").data();
            assertThat(message.getString("content")).isEqualTo("Four.");
            assertThat(message.getString("reasoning")).isEqualTo("Musing.");
            List<String> names = events.all().stream().map(Events.Event::name).toList();
            assertThat(names).containsSubsequence("start", "delta", "restart", "thought", "delta", "done");
        }
    }

    @Test
    void aTemporaryChatHasThoughtsToo() {
        model.next(Script.tokens("<think>Hm</think>Four."));

        JsonObject message = ada.post("/api/completions", "{\"messages\":[{\"role\":\"user\",\"content\":\"2+2?\"}]}")
                .json();

        assertThat(message.getString("content")).isEqualTo("Four.");
        assertThat(message.getString("reasoning")).isEqualTo("Hm");
    }

    @Test
    void theStreamHoldsHalvesOfACharacterBack() {
        CountDownLatch more = new CountDownLatch(1);
        model.next(Script.tokens().raw(said("A\\ud83d")).await(more).raw(said("\\ude00B")));
        String id = conversation();

        try (Events events = ada.events("POST", completions(id), "{}")) {
            events.awaitText("A");
            assertThat(events.text()).isEqualTo("A");
            more.countDown();
            assertThat(events.await("done").data().getString("content")).isEqualTo("A😀B");
            assertThat(events.text()).isEqualTo("A😀B");
        }
        assertThat(ada.get("/api/conversations/" + id).text()).contains("A😀B");
    }

    private static String thoughtOf(String id) {
        Document running = stage.database()
                .getCollection("answers")
                .find(Filters.eq("conversation_id", id))
                .first();
        return running == null || running.getString("reasoning") == null ? "" : running.getString("reasoning");
    }

    private static String said(String content) {
        return event("{\"content\":\"" + content + "\"}", "null");
    }

    private static String event(String delta, String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
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
