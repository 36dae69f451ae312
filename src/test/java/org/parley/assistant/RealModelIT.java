package org.parley.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;

/**
 * A real language model from end to end: an OpenAI-compatible server whose base URL is the environment variable
 * {@code PARLEY_TEST_MODEL_URL}, with a model called {@code smollm2}.
 */
class RealModelIT {
    private static final String SETTING = "PARLEY_TEST_MODEL_URL";

    private static Node node;
    private static Client ada;

    @BeforeAll
    static void start() {
        String url = Optional.ofNullable(System.getenv(SETTING)).orElseThrow(() -> {
            String reason = "SKIPPED, needs a real language model: set " + SETTING;
            System.err.println(reason);
            return new TestAbortedException(reason);
        });
        node = Node.start("PARLEY_ASSISTANT=openai:smollm2@" + url, "PARLEY_REGISTRATION=open");
        ada = node.newUser();
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void answersWholeAndStreaming() throws Exception {
        String id = ada.post("/api/conversations", """
                {"title": "Greet me", "metadata": {"autoTitle": "Greet me", "systemPrompt": "Answer in one short sentence."},
                 "messages": [{"role": "user", "content": "Greet me, please."}]}""").json().getString("id");
        String completions = "/api/conversations/" + id + "/completions";

        Answer whole = ada.post(completions, "");

        assertThat(whole.status()).as(whole.text()).isEqualTo(200);
        assertThat(whole.json().getString("content")).isNotBlank();
        JsonObject metrics = whole.json().getJsonObject("metrics");
        assertThat(metrics.getInt("promptTokens")).isPositive();
        assertThat(metrics.getInt("completionTokens")).isPositive();

        ada.post("/api/conversations/" + id + "/messages", "{\"role\": \"user\", \"content\": \"And say goodbye.\"}");
        try (Events events = ada.events("POST", completions, "{}")) {
            String said = events.await("done").data().getString("content");
            assertThat(said).isNotBlank().isEqualTo(events.text());
            assertThat(events.all().stream().filter(event -> event.name().equals("delta")))
                    .as("token by token")
                    .hasSizeGreaterThan(1);
        }
        assertThat(ada.get("/api/conversations/" + id).json().getJsonArray("messages"))
                .hasSize(4);
        for (int i = 0; i < 300 && title(id).equals("Greet me"); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(title(id)).isNotBlank().isNotEqualTo("Greet me");
    }

    private static String title(String id) {
        return ada.get("/api/conversations/" + id).json().getString("title");
    }
}
