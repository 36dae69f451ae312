package org.parley.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Events.Event;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/** Answers through the REST API: as JSON, as events, joined, stopped, refused and failing. */
class AssistantIT {
    private static ScriptedModel model;
    private static ScriptedModel other;
    private static Node node;
    private static Client ada;

    @BeforeAll
    static void start() {
        model = ScriptedModel.start();
        other = ScriptedModel.start().has("elsewhere");
        node = model.node(
                model.openAi() + ",openai:elsewhere@" + other.url() + "/v1",
                "PARLEY_ASSISTANT_TIMEOUT=PT3S",
                "PARLEY_ASSISTANT_KEY=s3cret",
                "PARLEY_ASSISTANT_KEY_2=0ther");
        ada = node.newUser();
    }

    @AfterAll
    static void stop() {
        node.close();
        model.close();
        other.close();
    }

    @BeforeEach
    void reset() {
        model.reset();
    }

    @Test
    void answersAsJsonAndKeepsTheAnswer() {
        model.next(Script.tokens("Hel", "lo ", "there"));
        String id = conversation("Hi");

        Answer answer = ada.post(completions(id), "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonObject message = answer.json();
        assertThat(message.getString("content")).isEqualTo("Hello there");
        assertThat(message.getString("role")).isEqualTo("assistant");
        assertThat(message.getString("model")).isEqualTo("openai:scripted");
        assertThat(message.getString("conversation_id")).isEqualTo(id);
        assertThat(message.getInt("seq")).isEqualTo(1);
        assertThat(message.containsKey("finish_reason")).isFalse();
        JsonObject metrics = message.getJsonObject("metrics");
        assertThat(metrics.getInt("promptTokens")).isEqualTo(7);
        assertThat(metrics.getInt("completionTokens")).isEqualTo(3);
        assertThat(metrics.getInt("totalTokens")).isEqualTo(10);
        assertThat(metrics.getJsonNumber("totalTime").doubleValue()).isPositive();
        assertThat(metrics.getJsonNumber("tokensPerSecond").doubleValue()).isPositive();
        assertThat(messages(id)).containsExactly("user: Hi", "assistant: Hello there");
        assertThat(model.asked(0).messages()).containsExactly("user: Hi");
        assertThat(model.asked(0).authorization()).isEqualTo("Bearer s3cret");
        JsonObject metadata = ada.get("/api/conversations/" + id).json().getJsonObject("metadata");
        assertThat(metadata.getJsonArray("thinkingTimes")).hasSize(1);
        assertThat(metadata.getInt("response_count")).isEqualTo(1);
    }

    @Test
    void streamsTheAnswerAsItGrows() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        model.next(Script.tokens("Hel").await(more).then("lo"));
        String id = conversation("Hi");

        try (Events events = ada.events("POST", completions(id), "{}")) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("Content-Type")).startsWith("text/event-stream");
            JsonObject start = events.await("start").data();
            assertThat(start.keySet())
                    .containsExactlyInAnyOrder("id", "conversation_id", "model", "parent", "started_at");
            assertThat(start.getInt("parent")).isZero();
            events.awaitText("Hel");
            assertThat(events.all()).extracting(Event::name).doesNotContain("done");
            more.countDown();
            JsonObject done = events.await("done").data();
            assertThat(done.getString("content")).isEqualTo("Hello");
            assertThat(done.getString("id")).isEqualTo(start.getString("id"));
            assertThat(events.text()).isEqualTo("Hello");
            events.awaitEnd(Duration.ofSeconds(5));
            assertThat(events.all())
                    .extracting(Event::name)
                    .startsWith("start", "delta")
                    .endsWith("done");
        }
        assertThat(messages(id)).containsExactly("user: Hi", "assistant: Hello");
    }

    @Test
    void aRunningAnswersDocumentHoldsNoNulls() {
        model.next(Script.words(500, Duration.ofMillis(20)));
        String id = conversation("Hi");

        try (Events events = ada.events("POST", completions(id), "{}").awaitText("w0")) {
            String answer = events.await("start").data().getString("id");
            Document stored = node.database()
                    .getCollection("answers")
                    .find(Filters.eq("_id", answer))
                    .first();
            ada.delete(completions(id) + "/" + answer);
            assertThat(stored)
                    .containsOnlyKeys(
                            "_id",
                            "conversation_id",
                            "user_id",
                            "parent",
                            "model",
                            "state",
                            "text",
                            "started_at",
                            "beat_at",
                            "stop",
                            "node")
                    .containsEntry("parent", 0)
                    .containsEntry("state", "running")
                    .containsEntry("stop", false);
            assertThat(stored.get("started_at")).isInstanceOf(Date.class);
            assertThat(stored.get("beat_at")).isInstanceOf(Date.class);
        }
    }

    @Test
    void streamsRenderedBlocksWhenAskedFor() {
        model.next(Script.tokens("**a**", "\n\n").pause(Duration.ofMillis(150)).then("b <script>"));
        String id = conversation("Hi");

        try (Events events = ada.events("POST", completions(id) + "?render=html", "{}")) {
            JsonObject done = events.await("done").data();
            Event first = events.await("blocks");
            assertThat(first.data().getInt("from")).isZero();
            assertThat(first.data().getJsonArray("html").getString(0)).contains("<strong>a</strong>");
            assertThat(events.all()).extracting(Event::name).doesNotContain("delta");
            assertThat(done.getString("html")).contains("<strong>a</strong>", "&lt;script&gt;");
        }
    }

    @Test
    void theSameAnswersWithoutThePrefix() {
        String id = conversation("Hi");

        try (Events events = ada.events("POST", "/conversations/" + id + "/completions", "{}")) {
            assertThat(events.await("done").data().getString("content")).isEqualTo("Scripted answer.");
        }
        assertThat(ada.post("/conversations/" + id + "/completions", "").status())
                .isEqualTo(409);
    }

    @Test
    void aModelReceivesTurnsThatAStrictTemplateAccepts() {
        String imported = stored(
                said("assistant", "Welcome!"), said("user", "One"), said("assistant", "Two"), said("user", "Three"));
        ada.post(completions(imported), "");
        assertThat(model.asked(0).messages()).containsExactly("user: One", "assistant: Two", "user: Three");

        String failed =
                stored(said("user", "One"), said("user", "Again?"), said("system", "Be brief"), said("user", "Well?"));
        ada.post(completions(failed), "");
        assertThat(model.asked(1).messages()).containsExactly("system: Be brief", "user: One\n\nAgain?\n\nWell?");
        assertThat(messages(failed)).startsWith("user: One", "user: Again?", "system: Be brief", "user: Well?");
    }

    @Test
    void repliesOfTheOfflineAssistantAreNotSentToAModel() {
        String canned =
                "No model is connected, so there is no answer to this yet. Your message is kept in this conversation.";
        String id = stored(
                said("user", "One"),
                said("assistant", "Any words").replace("}", ", \"model\": \"offline\"}"),
                said("user", "Two"),
                said("assistant", canned),
                said("user", "Three"));

        ada.post(completions(id), "");

        assertThat(model.asked(0).messages()).containsExactly("user: One\n\nTwo\n\nThree");
        assertThat(messages(id)).contains("assistant: " + canned);
    }

    @Test
    void aStoppedFirstAnswerGetsATitleToo() throws Exception {
        model.titles("**Your Answer:**\n\n**A Warm Welcome**").next(Script.words(500, Duration.ofMillis(20)));
        String id = titled("Hi there", "Hi there");

        try (Events events = ada.events("POST", completions(id), "{}").awaitText("w0")) {
            ada.delete(completions(id) + "/" + events.await("start").data().getString("id"));
            events.await("done");
        }

        Await.until("the title", () -> title(id).equals("A Warm Welcome"));
    }

    @Test
    void aKeyGoesToTheServerOfItsEntryAlone() {
        String id = conversation("Hi");
        ada.post(completions(id), "{\"model\": \"openai:elsewhere\"}");

        assertThat(other.asked(0).authorization()).isEqualTo("Bearer 0ther");
        Await.until("the list of models was asked for", () -> other.keys().size() >= 1);
        assertThat(other.keys()).containsExactly("Bearer 0ther");
        ada.post(completions(conversation("Hi")), "");
        assertThat(model.keys()).isSubsetOf("Bearer s3cret").isNotEmpty();
    }

    private static String said(String role, String content) {
        return "{\"role\": \"" + role + "\", \"content\": \"" + content + "\"}";
    }

    private static String stored(String... messages) {
        return ada.post("/api/conversations", "{\"messages\": [" + String.join(", ", messages) + "]}")
                .json()
                .getString("id");
    }

    @Test
    void aSecondRequestJoinsTheRunningAnswer() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        model.next(Script.tokens("one ").await(more).then("two"));
        String id = conversation("Hi");

        try (Events first = ada.events("POST", completions(id), "{}").awaitText("one");
                Events second = ada.events("POST", completions(id), "{}").awaitText("one");
                Events third = ada.events("GET", completions(id), null).awaitText("one")) {
            JsonObject running =
                    ada.get(completions(id)).json().getJsonArray("running").getJsonObject(0);
            assertThat(running.getString("conversation_id")).isEqualTo(id);
            assertThat(ada.get("/api/completions").json().getJsonArray("running"))
                    .hasSize(1);
            more.countDown();
            for (Events events : List.of(first, second, third)) {
                assertThat(events.await("done").data().getString("content")).isEqualTo("one two");
                assertThat(events.text()).isEqualTo("one two");
            }
        }
        assertThat(model.asked()).hasSize(1);
        assertThat(messages(id)).containsExactly("user: Hi", "assistant: one two");
        assertThat(ada.get(completions(id)).json().getJsonArray("running")).isEmpty();
        assertThat(ada.events("GET", completions(id), null).status()).isEqualTo(204);
    }

    @Test
    void closingTheStreamDoesNotStopTheAnswer() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        model.next(Script.tokens("one ").await(more).then("two"));
        String id = conversation("Hi");

        ada.events("POST", completions(id), "{}").awaitText("one").close();
        more.countDown();

        awaitMessages(id, "user: Hi", "assistant: one two");
    }

    @Test
    void stopKeepsWhatThereIsAndHangsUpOnTheModel() {
        model.next(Script.tokens("one ").stall());
        String id = conversation("Hi");

        try (Events events = ada.events("POST", completions(id), "{}").awaitText("one")) {
            String answer = events.await("start").data().getString("id");
            assertThat(ada.delete(completions(id) + "/" + answer).status()).isEqualTo(204);
            assertThat(events.await("done").data().getString("finish_reason")).isEqualTo("stopped");
            assertThat(ada.delete(completions(id) + "/" + answer).status()).isEqualTo(404);
        }
        assertThat(messages(id)).containsExactly("user: Hi", "assistant: one ");
    }

    @Test
    void regeneratingKeepsTheOtherAnswer() {
        model.next(Script.tokens("first")).next(Script.tokens("second"));
        String id = conversation("Hi");
        ada.post(completions(id), "");

        JsonObject second = ada.post(completions(id), "{\"parent\": 0}").json();

        assertThat(second.getString("content")).isEqualTo("second");
        assertThat(second.getInt("parent")).isZero();
        assertThat(messages(id)).containsExactly("user: Hi", "assistant: first", "assistant: second");
        assertThat(model.asked(1).messages()).containsExactly("user: Hi");
    }

    @Test
    void refusesBeforeAStreamBegins() {
        String id = conversation("Hi");
        Client stranger = node.newUser();

        assertThat(node.client().events("POST", completions(id), "{}").status()).isEqualTo(401);
        assertThat(stranger.events("POST", completions(id), "{}").status()).isEqualTo(404);
        assertThat(stranger.events("GET", completions(id), null).status()).isEqualTo(404);
        assertThat(stranger.get(completions(id)).status()).isEqualTo(404);
        assertThat(stranger.delete(completions(id) + "/x").status()).isEqualTo(404);
        Events unknown = ada.events("POST", completions(id), "{\"parent\": 5}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(ada.post(completions(id), "{\"parent\": 5}").json().getJsonArray("errors"))
                .singleElement()
                .satisfies(error ->
                        assertThat(error.asJsonObject().getString("field")).isEqualTo("parent"));
        assertThat(ada.events("POST", completions(id), "{\"model\": \"openai:unknown\"}")
                        .status())
                .isEqualTo(400);
        assertThat(ada.events("POST", completions(id) + "?render=pdf", "{}").status())
                .isEqualTo(400);
        assertThat(ada.post(completions(id), "{").status()).isEqualTo(400);
        ada.post(completions(id), "");
        Events refused = ada.events("POST", completions(id), "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void theModelsErrorsAreReportedAndTheMessageIsKept() {
        for (int status : new int[] {401, 404, 429, 500}) {
            model.next(Script.refusal(status));
            String id = conversation("Hi");
            Answer answer = ada.post(completions(id), "");
            assertThat(answer.status()).as("for " + status).isEqualTo(502);
            assertThat(answer.json().getString("detail")).contains("Its server says: “scripted refusal”");
            assertThat(messages(id)).containsExactly("user: Hi");
            assertThat(ada.post(completions(id), "").status()).as("again").isEqualTo(200);
        }
    }

    @Test
    void anUnreachableModelIsRetriedAndThenReported() {
        String id = conversation("Hi");
        model.away();
        try (Events events = ada.events("POST", completions(id), "{}")) {
            JsonObject failed = events.await("failed").data();
            assertThat(failed.getInt("status")).isEqualTo(502);
            assertThat(failed.getString("detail")).contains("cannot be reached");
        } finally {
            model.back();
        }
        assertThat(ada.post(completions(id), "").status()).isEqualTo(200);
    }

    @Test
    void aConnectionCutBeforeTheFirstTokenIsRetried() {
        model.next(Script.tokens().cut()).next(Script.tokens("there"));

        assertThat(ada.post(completions(conversation("Hi")), "").json().getString("content"))
                .isEqualTo("there");
    }

    @Test
    void aConnectionCutInTheMiddleLeavesAnInterruptedAnswer() {
        model.next(Script.tokens("half").pause(Duration.ofMillis(50)).cut());
        String id = conversation("Hi");

        JsonObject message = ada.post(completions(id), "").json();

        assertThat(message.getString("content")).isEqualTo("half");
        assertThat(message.getString("finish_reason")).isEqualTo("interrupted");
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void aSilentModelTimesOut() {
        model.next(Script.tokens().stall());
        String id = conversation("Hi");

        Answer answer = ada.post(completions(id), "");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.json().getString("detail")).contains("3 seconds");
    }

    @Test
    void nonsenseIsNoAnswer() {
        model.next(Script.brokenJson());
        assertThat(ada.post(completions(conversation("Hi")), "").status()).isEqualTo(502);

        model.next(Script.tokens().raw("data: {\"error\": {\"message\": \"no\"}}\n\n"));
        assertThat(ada.post(completions(conversation("Hi")), "").status()).isEqualTo(502);

        model.next(Script.tokens());
        assertThat(ada.post(completions(conversation("Hi")), "").status()).isEqualTo(502);
    }

    @Test
    void anAnswerCutByLengthSaysSo() {
        model.next(Script.tokens("long").untilLength());

        assertThat(ada.post(completions(conversation("Hi")), "").json().getString("finish_reason"))
                .isEqualTo("length");
    }

    @Test
    void deletingTheConversationEndsTheAnswer() {
        model.next(Script.words(500, Duration.ofMillis(20)));
        String id = conversation("Hi");

        try (Events events = ada.events("POST", completions(id), "{}").awaitText("w0")) {
            ada.delete("/api/conversations/" + id);
            assertThat(events.await("failed").data().getInt("status")).isEqualTo(404);
        }
        assertThat(model.asked(0).abandoned()).isTrue();
        assertThat(node.database().getCollection("answers").countDocuments(Filters.eq("conversation_id", id)))
                .isZero();
    }

    @Test
    void aStreamEndsWithItsSession() {
        model.next(Script.words(500, Duration.ofMillis(20)));
        Client bea = node.newUser();
        String id = bea.post("/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .json()
                .getString("id");

        try (Events events = bea.events("POST", completions(id), "{}").awaitText("w0")) {
            bea.post("/api/auth/logout", "");
            events.awaitEnd(Duration.ofSeconds(5));
            assertThat(events.all()).extracting(Event::name).doesNotContain("done");
        }
    }

    @Test
    void listsTheModelsAndAnswersWithTheChosenOne() {
        JsonObject list = ada.get("/api/models").json();

        assertThat(list.getJsonArray("models").getValuesAs(JsonObject.class))
                .extracting(one -> one.getString("id") + " " + one.getBoolean("default"))
                .containsExactly("openai:scripted true", "openai:second false", "openai:elsewhere false");

        String id = conversation("Hi");
        ada.put(
                "/api/conversations/" + id,
                "{\"metadata\": {\"model\": \"openai:second\", \"systemPrompt\": \"Be kind\"}}");
        assertThat(ada.post(completions(id), "").json().getString("model")).isEqualTo("openai:second");
        assertThat(model.asked(0).body().getString("model")).isEqualTo("second");
        assertThat(model.asked(0).messages()).containsExactly("system: Be kind", "user: Hi");
    }

    @Test
    void aTemporaryChatIsStoredNowhere() {
        long before = node.database().getCollection("conversations").countDocuments();
        String body = "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"system_prompt\": \"Be brief\"}";

        JsonObject answer = ada.post("/api/completions", body).json();
        try (Events events = ada.events("POST", "/api/completions", body)) {
            assertThat(events.await("start").data().containsKey("id")).isFalse();
            assertThat(events.await("done").data().getString("content")).isEqualTo("Scripted answer.");
        }

        assertThat(answer.getString("content")).isEqualTo("Scripted answer.");
        assertThat(answer.containsKey("id")).isFalse();
        assertThat(model.asked(0).messages()).containsExactly("system: Be brief", "user: Hi");
        assertThat(node.database().getCollection("conversations").countDocuments())
                .isEqualTo(before);
        assertThat(node.database().getCollection("answers").countDocuments(Filters.eq("conversation_id", null)))
                .isZero();
        assertThat(ada.post("/api/completions", "{\"messages\": []}").status()).isEqualTo(400);
        assertThat(node.client().post("/api/completions", body).status()).isEqualTo(401);
    }

    @Test
    void aTemporaryAnswerStopsWhenItsStreamCloses() {
        model.next(Script.words(1000, Duration.ofMillis(10)));
        String body = "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}";

        ada.events("POST", "/api/completions", body).awaitText("w0").close();

        assertThat(model.asked(0).abandoned()).isTrue();
    }

    @Test
    void theModelNamesAConversationAfterItsFirstExchangeUnlessItHasAName() {
        model.titles("\"A Warm Welcome\"");
        String named = titled("Hi there", "Hi there");
        String renamed = titled("Mine", "Hi there");

        ada.post(completions(named), "");
        ada.post(completions(renamed), "");

        Await.until("the title", () -> title(named).equals("A Warm Welcome"));
        assertThat(title(renamed)).isEqualTo("Mine");
    }

    @Test
    void aTitleThatBreaksOffIsAskedForAgainWithTheNextAnswer() {
        model.nextTitle(Script.tokens("A Half").cut()).titles("A Whole One");
        String id = titled("Hi there", "Hi there");
        ada.post(completions(id), "");
        Await.until("the title was asked for", model::hasGivenTitles);
        ada.post("/api/conversations/" + id + "/messages", "{\"role\": \"user\", \"content\": \"And now?\"}");

        ada.post(completions(id), "");

        Await.until("the title", () -> title(id).equals("A Whole One"));
    }

    @Test
    void aReplyWithoutEndIsNoTitle() {
        model.nextTitle(Script.tokens("word ".repeat(2_000))).titles("A Short One");
        String id = titled("Hi there", "Hi there");
        ada.post(completions(id), "");
        Await.until("the title was asked for", model::hasGivenTitles);
        ada.post("/api/conversations/" + id + "/messages", "{\"role\": \"user\", \"content\": \"And now?\"}");

        ada.post(completions(id), "");

        Await.until("the title", () -> title(id).equals("A Short One"));
    }

    @Test
    void aUsersPreferencesReachTheModel() {
        Client bea = node.newUser();
        bea.put("/api/auth/me/preferences", "{\"system_prompt\": \"Be brief\", \"model\": \"openai:second\"}");
        String id = bea.post("/api/conversations", """
                {"metadata": {"systemPrompt": "Rhyme"}, "messages": [{"role": "user", "content": "Hi"}]}""").json().getString("id");

        JsonObject answer = bea.post(completions(id), "").json();

        assertThat(answer.getString("model")).isEqualTo("openai:second");
        assertThat(model.asked(0).messages()).containsExactly("system: Be brief\n\nRhyme", "user: Hi");
    }

    @Test
    void aStoppedNodeMarksItsAnswersAsInterrupted() {
        model.next(Script.tokens("half ").stall());
        Client bea = node.newUser();
        String id = bea.post("/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .json()
                .getString("id");
        bea.events("POST", completions(id), "{}").awaitText("half");
        node.restart();
        JsonObject last = bea.get("/api/conversations/" + id)
                .json()
                .getJsonArray("messages")
                .getJsonObject(1);
        assertThat(last.getString("content")).isEqualTo("half ");
        assertThat(last.getString("finish_reason")).isEqualTo("interrupted");

        model.next(Script.tokens("half ").stall());
        bea.events("POST", completions(id), "{\"parent\": 0}").awaitText("half");
        Await.until(
                "it is stored",
                () -> node.database().getCollection("answers").countDocuments(Filters.eq("text", "half ")) == 1);
        // The embedded store shows a write a moment before it is on disk; one that is acknowledged after it is.
        bea.put("/api/auth/me/preferences", "{\"language\": \"en\"}");
        node.kill();
        node.restart();
        List<JsonObject> all = bea.get("/api/conversations/" + id)
                .json()
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
        assertThat(all).hasSize(3);
        assertThat(all.get(2).getString("content")).isEqualTo("half ");
        assertThat(all.get(2).getString("finish_reason")).isEqualTo("interrupted");
        assertThat(bea.get(completions(id)).json().getJsonArray("running")).isEmpty();
    }

    private static String titled(String title, String automatic) {
        return ada.post("/api/conversations", """
                {"title": "%s", "metadata": {"autoTitle": "%s"}, "messages": [{"role": "user", "content": "Hi there"}]}""".formatted(title, automatic))
                .json()
                .getString("id");
    }

    private static String title(String id) {
        return ada.get("/api/conversations/" + id).json().getString("title");
    }

    private static String conversation(String question) {
        return ada.post(
                        "/api/conversations",
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"" + question + "\"}]}")
                .json()
                .getString("id");
    }

    private static String completions(String id) {
        return "/api/conversations/" + id + "/completions";
    }

    private static List<String> messages(String id) {
        return ada
                .get("/api/conversations/" + id)
                .json()
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(message -> message.getString("role") + ": " + message.getString("content"))
                .toList();
    }

    private static void awaitMessages(String id, String... expected) {
        Await.until("the messages", () -> messages(id).size() >= expected.length);
        assertThat(messages(id)).containsExactly(expected);
    }
}
