package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/** {@code PARLEY_ASSISTANT=auto}: an Ollama of this machine is found when it is there, and nobody is pretended to be. */
class LocalOllamaIT {
    private static final String[] AUTO = {"PARLEY_ASSISTANT=auto", "PARLEY_REGISTRATION=open"};

    @Test
    void theLocalOllamaIsFoundAnswersAndIsMissedWhenItGoes() {
        try (ScriptedModel ollama = ScriptedModel.startAsLocalOllama().has("llama3.2:3b", "qwen2.5:0.5b");
                Node node = Node.start(AUTO)) {
            Client ada = node.newUser();
            assertThat(models(ada)).containsExactly("ollama:llama3.2:3b true", "ollama:qwen2.5:0.5b false");

            CountDownLatch more = new CountDownLatch(1);
            ollama.next(Script.tokens("Hel").await(more).then("lo"));
            String id = conversation(ada);
            try (Events events = ada.events("POST", completions(id), "{}").awaitText("Hel")) {
                more.countDown();
                JsonObject done = events.await("done").data();
                assertThat(done.getString("content")).isEqualTo("Hello");
                assertThat(done.getString("model")).isEqualTo("ollama:llama3.2:3b");
            }
            assertThat(ollama.asked(0).body().getString("model")).isEqualTo("llama3.2:3b");
            assertThat(ollama.asked(0).authorization()).isNull();

            ollama.away();
            String unanswered = conversation(ada);
            Answer refused = ada.post(completions(unanswered), "");
            assertThat(refused.status()).isEqualTo(502);
            assertThat(refused.json().getString("detail"))
                    .isEqualTo("The model llama3.2:3b cannot be reached. Your message is kept: try again shortly, or"
                            + " choose another model");

            await(ada, "offline true");
            assertThat(ada.post(completions(unanswered), "").json().getString("content"))
                    .startsWith("No model is connected");

            ollama.back();
            await(ada, "ollama:llama3.2:3b true", "ollama:qwen2.5:0.5b false");
            assertThat(ada.post(completions(conversation(ada)), "").json().getString("content"))
                    .isEqualTo("Scripted answer.");
        }
    }

    @Test
    void withoutAnOllamaTheOfflineAssistantSaysSoUntilOneComes() {
        ScriptedModel.startAsLocalOllama().close(); // or somebody else's would answer
        try (Node node = Node.start(AUTO)) {
            Client ada = node.newUser();
            assertThat(models(ada)).containsExactly("offline true");

            JsonObject said = ada.post(completions(conversation(ada)), "").json();

            assertThat(said.getString("content"))
                    .isEqualTo("No model is connected, so there is no answer to this yet. Your message is kept in this"
                            + " conversation.");
            assertThat(said.getString("model")).isEqualTo("offline");
            assertThat(said.containsKey("metrics")).isFalse();
            try (ScriptedModel ollama = ScriptedModel.startAsLocalOllama().has("llama3.2:3b")) {
                await(ada, "ollama:llama3.2:3b true");
                assertThat(ada.post(completions(conversation(ada)), "").json().getString("content"))
                        .isEqualTo("Scripted answer.");
                assertThat(ollama.asked()).hasSize(1);
            }
        }
    }

    private static void await(Client client, String... models) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!models(client).equals(List.of(models))) {
            assertThat(System.nanoTime()).as(models(client).toString()).isLessThan(giveUp);
            try {
                TimeUnit.MILLISECONDS.sleep(500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<String> models(Client client) {
        return client.get("/api/models").json().getJsonArray("models").getValuesAs(JsonObject.class).stream()
                .map(model -> model.getString("id") + " " + model.getBoolean("default"))
                .toList();
    }

    private static String conversation(Client client) {
        return client.post("/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .json()
                .getString("id");
    }

    private static String completions(String id) {
        return "/api/conversations/" + id + "/completions";
    }
}
