package org.parley.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Pair;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Wire;

/** Answers on two nodes of one real MongoDB: one node is killed, and the database goes away during an answer. */
@Tag("alone")
class AnswersClusterIT {
    private static ScriptedModel model;
    private static Wire wire;
    private static Node first;
    private static Node second;
    private static Client ada;

    @BeforeAll
    static void start() {
        Pair pair = Pair.shared();
        wire = pair.wire();
        model = pair.model();
        first = pair.first();
        second = pair.second();
        ada = second.newUser();
    }

    @BeforeEach
    @AfterEach
    void reset() {
        model.reset();
    }

    @Test
    void anotherNodeShowsAnAnswerLiveAndStopsIt() {
        model.next(Script.words(2000, Duration.ofMillis(20)));
        String id = conversation();

        try (Events here = ada.at(first).events("POST", completions(id), "{}").awaitText("w0");
                Events there =
                        ada.at(second).events("GET", completions(id), null).awaitText("w5 ");
                Events joined =
                        ada.at(second).events("POST", completions(id), "{}").awaitText("w6 ")) {
            String answer = there.await("start").data().getString("id");
            assertThat(joined.await("start").data().getString("id")).isEqualTo(answer);
            assertThat(ada.at(second).delete(completions(id) + "/" + answer).status())
                    .isEqualTo(204);
            for (Events events : List.of(here, there, joined)) {
                JsonObject done = events.await("done").data();
                assertThat(done.getString("finish_reason")).isEqualTo("stopped");
                assertThat(done.getString("id")).isEqualTo(answer);
                assertThat(done.getString("content")).isEqualTo(events.text());
            }
        }
        assertThat(model.asked(0).abandoned()).isTrue();
        assertThat(model.asked()).hasSize(1);
        assertThat(messages(id)).hasSize(2);
    }

    @Test
    void aFailureIsToldOnTheOtherNodeToo() {
        CountDownLatch fail = new CountDownLatch(1);
        model.next(Script.tokens().await(fail).raw("data: {\"error\": {\"message\": \"no\"}}\n\n"));
        String id = conversation();

        try (Events here = ada.at(first).events("POST", completions(id), "{}");
                Events there = ada.at(second).events("POST", completions(id), "{}")) {
            here.await("start");
            there.await("start");
            fail.countDown();
            assertThat(here.await("failed").data().getInt("status")).isEqualTo(502);
            assertThat(there.await("failed").data().getInt("status")).isEqualTo(502);
        }
        assertThat(ada.at(second).post(completions(id), "").status()).isEqualTo(200);
    }

    @Test
    void manyRequestsAtOnceGetOneAnswer() throws Exception {
        model.always(Script.words(20, Duration.ofMillis(20)));
        String id = conversation();
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Future<Answer>> asked = new ArrayList<>();

        for (int i = 0; i < 16; i++) {
            Client client = ada.at(i % 2 == 0 ? first : second);
            asked.add(clients.submit(() -> client.post(completions(id), "{}")));
        }

        for (Future<Answer> one : asked) {
            Answer answer = one.get(60, TimeUnit.SECONDS);
            assertThat(answer.status()).as(answer.text()).isIn(200, 409);
        }
        clients.shutdown();
        assertThat(model.asked()).hasSize(1);
        assertThat(messages(id)).hasSize(2);
    }

    @Test
    void eightAnswersAtOnceAreEnoughWhicheverNodesGiveThem() {
        CountDownLatch goOn = new CountDownLatch(1);
        model.always(Script.tokens("slow").await(goOn));
        List<Events> running = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Events events = ada.at(i % 2 == 0 ? first : second).events("POST", completions(conversation()), "{}");
                events.awaitText("slow");
                running.add(events);
            }
            for (Node node : List.of(first, second)) {
                Answer ninth = ada.at(node).post(completions(conversation()), "");
                assertThat(ninth.status()).isEqualTo(429);
                assertThat(ninth.header("Retry-After")).contains("5");
            }
            goOn.countDown();
            running.forEach(events -> events.await("done"));
        } finally {
            goOn.countDown();
            running.forEach(Events::close);
        }
        assertThat(ada.at(second).post(completions(conversation()), "").status())
                .isEqualTo(200);
    }

    @Test
    void whatANodeSaidBeforeItWasKilledIsThereOnceAndTheConversationGoesOn() {
        model.next(Script.tokens("<think>Still musing").stall());
        String thinking = conversation();
        model.next(Script.tokens("<think>Secret musing.</think>").thenWords(2000, Duration.ofMillis(20)));
        String id = conversation();
        try (Events thought = ada.at(first).events("POST", completions(thinking), "{}");
                Events thoughtThere = ada.at(second).events("GET", completions(thinking), null)) {
            thought.await("thought");
            thoughtThere.await("thought");
            try (Events here =
                            ada.at(first).events("POST", completions(id), "{}").awaitText("w40 ");
                    Events there =
                            ada.at(second).events("GET", completions(id), null).awaitText("w30 ")) {
                first.kill();
                String said = here.text();

                JsonObject done = there.await("done").data();

                assertThat(done.getString("finish_reason")).isEqualTo("interrupted");
                String kept = done.getString("content");
                assertThat(kept).isEqualTo(there.text());
                assertThat(said.length() - kept.length()).as("lost").isLessThan(2 * 250 / 20 * 5);
                assertThat(done.getString("reasoning")).isEqualTo("Secret musing.");
            }
            JsonObject unspoken = thoughtThere.await("done").data();
            assertThat(unspoken.getString("finish_reason")).isEqualTo("interrupted");
            assertThat(unspoken.getString("content")).isEmpty();
            assertThat(unspoken.getString("reasoning")).isEqualTo("Still musing");
            assertThat(messages(thinking)).hasSize(2);
            assertThat(messages(thinking).get(1).getString("reasoning")).isEqualTo("Still musing");
        } finally {
            first.restart();
        }
        Await.until(
                "no answer is left to be taken over",
                () -> second.database()
                                .getCollection("answers")
                                .countDocuments(Filters.in("conversation_id", id, thinking))
                        == 0);
        assertThat(messages(id)).hasSize(2);
        assertThat(messages(id).get(1).getString("reasoning")).isEqualTo("Secret musing.");
        assertThat(ada.at(second).post(completions(id), "{\"parent\": 0}").status())
                .isEqualTo(200);
        ada.at(first).post("/api/conversations/" + id + "/messages", "{\"role\": \"user\", \"content\": \"And now?\"}");
        assertThat(ada.at(first).post(completions(id), "").json().getString("content"))
                .isEqualTo("Scripted answer.");
        assertThat(messages(id)).hasSize(5);
        assertThat(model.asked(model.asked().size() - 1).messages().toString()).doesNotContain("musing");
    }

    @Test
    void aShortOutageOfTheDatabaseIsNotNoticed() {
        model.next(Script.words(100, Duration.ofMillis(30)));
        String id = conversation();
        try (Events here = ada.at(first).events("POST", completions(id), "{}").awaitText("w10 ")) {
            wire.cut();
            here.awaitText("w60 "); // 50 words later, one every 30 milliseconds
            wire.mend();
            JsonObject done = here.await("done").data();
            assertThat(done.containsKey("finish_reason")).isFalse();
            assertThat(done.getString("content")).startsWith("w0 ").endsWith("w99 ");
        }
        assertThat(messages(id)).hasSize(2);
    }

    @Test
    void aLongOutageIsToldAndWhatWasWrittenIsKept() {
        model.next(Script.words(2000, Duration.ofMillis(20)));
        String id = conversation();
        try (Events here = ada.at(first).events("POST", completions(id), "{}").awaitText("w40 ")) {
            wire.cut();
            assertThat(here.await("failed").data().getInt("status")).isEqualTo(503);
        } finally {
            wire.mend();
        }
        assertThat(model.asked(0).abandoned()).isTrue();
        Await.until("the answer is kept", () -> messages(id).size() == 2);
        List<JsonObject> kept = messages(id);
        assertThat(kept.get(1).getString("finish_reason")).isEqualTo("interrupted");
        assertThat(kept.get(1).getString("content")).contains("w20 ");
    }

    private static String conversation() {
        return ada.at(second)
                .post("/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .json()
                .getString("id");
    }

    private static String completions(String id) {
        return "/api/conversations/" + id + "/completions";
    }

    private static List<JsonObject> messages(String id) {
        return ada.at(second)
                .get("/api/conversations/" + id)
                .json()
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
    }
}
