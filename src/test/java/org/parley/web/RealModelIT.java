package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;

/**
 * A real language model from end to end: an OpenAI-compatible server whose base URL is the environment variable
 * {@code PARLEY_TEST_MODEL_URL}, with a model called {@code smollm2}, which does not think before it answers.
 */
@EnabledIfEnvironmentVariable(
        named = RealModelIT.SETTING,
        matches = ".+",
        disabledReason = "SKIPPED, needs a real language model: set " + RealModelIT.SETTING)
class RealModelIT {
    static final String SETTING = "PARLEY_TEST_MODEL_URL";

    /** Nothing that the model would say. */
    private static final String FIRST_TITLE = "Untitled until the model has answered";

    private static final Locator.FilterOptions STOPPED = new Locator.FilterOptions().setHasText("Stopped");

    /** Comes true with the first words of an answer, or with one more that has ended; gives up after 30 s. */
    private static final String WORDS_OR_AN_END = """
            answered => new Promise(done => {
              const patience = Date.now() + 30_000;
              const look = () => {
                const writing = document.querySelector('.message.assistant.writing .prose')?.textContent ?? '';
                const ended = document.querySelectorAll('.message.assistant.kept').length;
                if (/\\w/.test(writing) || ended > answered || Date.now() > patience) {
                  done();
                } else {
                  requestAnimationFrame(look);
                }
              };
              look();
            })""";

    /** A small model can write until its window is full, which takes minutes; nobody would wait for that. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

    private static final int ATTEMPTS = 6;
    private static final Duration TITLE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static final ScheduledExecutorService LATER = Executors.newSingleThreadScheduledExecutor();

    private static Node node;
    private static Client ada;

    @BeforeAll
    static void start() {
        node = Node.start("PARLEY_ASSISTANT=openai:smollm2@" + System.getenv(SETTING), "PARLEY_REGISTRATION=open");
        ada = node.newUser();
    }

    @AfterAll
    static void stop() {
        LATER.shutdownNow();
        if (node != null) {
            node.close();
        }
    }

    @Test
    void answersWholeAndStreaming() {
        String id = ada.post("/api/conversations", """
                {"title": "%1$s", "metadata": {"autoTitle": "%1$s", "systemPrompt": "Answer in one short sentence."},
                 "messages": [{"role": "user", "content": "Greet me, please."}]}""".formatted(FIRST_TITLE))
                .json()
                .getString("id");
        String completions = "/api/conversations/" + id + "/completions";

        JsonObject whole = wholeAnswer(completions);

        assertThat(whole.getString("content")).isNotBlank();
        JsonObject metrics = whole.getJsonObject("metrics");
        assertThat(metrics.getInt("promptTokens")).isPositive();
        assertThat(metrics.getInt("completionTokens")).isPositive();

        // Before the next question: some servers stop generating when another request arrives.
        awaitTitle(id, completions);

        ada.post("/api/conversations/" + id + "/messages", "{\"role\": \"user\", \"content\": \"And say goodbye.\"}");
        try (Events events = ada.events("POST", completions, "{}")) {
            String said = stoppingLater(completions, () -> events.await("done"))
                    .data()
                    .getString("content");
            assertThat(said).isNotBlank().isEqualTo(events.text());
            assertThat(events.all().stream().filter(event -> event.name().equals("delta")))
                    .as("token by token")
                    .hasSizeGreaterThan(1);
        }
        assertThat(ada.get("/api/conversations/" + id).json().getJsonArray("messages"))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    /** An answer that ended by itself. */
    private static JsonObject wholeAnswer(String completions) {
        JsonObject answer = ask(completions, "");
        for (int attempt = 1; answer.containsKey("finish_reason"); attempt++) {
            assertThat(attempt).as("answers that did not end").isLessThan(ATTEMPTS);
            answer = ask(completions, "{\"parent\": 0}");
        }
        return answer;
    }

    private static JsonObject ask(String completions, String body) {
        Answer answer = stoppingLater(completions, () -> ada.post(completions, body));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** Waits for an answer, which is stopped if the model does not come to an end. */
    private static <T> T stoppingLater(String completions, Supplier<T> wait) {
        Future<?> stop = LATER.schedule(() -> stopAll(completions), LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS);
        try {
            return wait.get();
        } finally {
            stop.cancel(false);
        }
    }

    private static void stopAll(String completions) {
        JsonArray running = ada.get(completions).json().getJsonArray("running");
        running.getValuesAs(JsonObject.class).forEach(answer -> ada.delete(completions + "/" + answer.getString("id")));
    }

    @Test
    void aPersonReadsTheAnswerWhileItIsWrittenAndStopsIt() {
        Person person = chromium.person(node.url().toString(), Screen.DESKTOP.options());
        person.register();
        stopAnAnswer(person);

        assertThat(person.answers().last().locator(".prose")).containsText(Pattern.compile("\\w"));
        assertThat(person.page.locator(".figures .model").last()).hasText("smollm2");
        assertThat(person.page.locator(".thought")).hasCount(0);
        person.picture("chat-real-model");
        person.page.reload();
        assertThat(person.answers().last().locator(".end")).hasText("Stopped");
    }

    /**
     * Asks, and presses Escape when the first words are read. A small model can be done in half a second, between two
     * looks of an assertion: so the page itself looks with each frame, and an answer that was faster is asked for again.
     */
    private static void stopAnAnswer(Person person) {
        Locator ends = person.page.locator(".message.assistant.kept .end");
        for (int answered = 0; ends.filter(STOPPED).count() == 0; answered++) {
            assertThat(answered)
                    .as("answers that ended before they were stopped")
                    .isLessThan(ATTEMPTS);
            person.write("Count from 1 to 500, each number on a line of its own.");
            person.page.evaluate(WORDS_OR_AN_END, answered);
            person.page.keyboard().press("Escape");
            assertThat(person.answers()).hasCount(answered + 1);
        }
        assertThat(person.answers().last().locator(".end")).hasText("Stopped");
    }

    /** Waits for the model's title. One reply in some hundred of a small model is none; the next answer asks again. */
    private static void awaitTitle(String id, String completions) {
        for (int attempt = 1; title(id).equals(FIRST_TITLE); attempt++) {
            assertThat(attempt).as("answers without a title").isLessThanOrEqualTo(ATTEMPTS);
            Instant giveUp = Instant.now().plus(TITLE_PATIENCE);
            while (title(id).equals(FIRST_TITLE) && Instant.now().isBefore(giveUp)) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            if (title(id).equals(FIRST_TITLE)) {
                ask(completions, "{\"parent\": 0}");
            }
        }
        assertThat(title(id)).isNotBlank();
    }

    private static String title(String id) {
        return ada.get("/api/conversations/" + id).json().getString("title");
    }
}
