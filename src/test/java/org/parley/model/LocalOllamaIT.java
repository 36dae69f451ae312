package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/** {@code PARLEY_ASSISTANT=auto}: finds an Ollama on this machine; without one, no model is shown. */
class LocalOllamaIT {
    private static Node node;
    private static Client ada;

    @BeforeAll
    static void start() {
        ScriptedModel.startAsLocalOllama().close(); // or somebody else's would answer
        node = Node.start("PARLEY_ASSISTANT=auto", "PARLEY_REGISTRATION=open");
        ada = node.newUser();
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    /** An Ollama lists the model that was pulled last first, whatever it is for. */
    @Test
    void theLocalOllamaIsFoundAnswersAndIsMissedWhenItGoes() {
        await("offline true");
        try (ScriptedModel ollama = ScriptedModel.startAsLocalOllama()
                .has("pulled-last:latest", "pulled-before:latest", "llama3.2:latest", "qwen2.5:0.5b")
                .describes("pulled-last:latest", "{\"capabilities\": [\"embedding\"]}")
                .lists("pulled-before:latest", "{\"details\": {\"families\": [\"nomic-bert\"]}}")) {
            await("ollama:llama3.2:latest true", "ollama:qwen2.5:0.5b false");

            CountDownLatch more = new CountDownLatch(1);
            ollama.next(Script.tokens("Hel").await(more).then("lo"));
            String id = conversation();
            try (Events events = ada.events("POST", completions(id), "{}").awaitText("Hel")) {
                more.countDown();
                JsonObject done = events.await("done").data();
                assertThat(done.getString("content")).isEqualTo("Hello");
                assertThat(done.getString("model")).isEqualTo("ollama:llama3.2:latest");
            }
            assertThat(ollama.asked(0).body().getString("model")).isEqualTo("llama3.2:latest");
            assertThat(ollama.keys()).containsExactly("none");

            ollama.away();
            String unanswered = conversation();
            Answer refused = ada.post(completions(unanswered), "");
            assertThat(refused.status()).isEqualTo(502);
            assertThat(refused.json().getString("detail"))
                    .isEqualTo("The model llama3.2:latest cannot be reached. Your message is kept: try again shortly,"
                            + " or choose another model");

            await("offline true");
            assertThat(ada.post(completions(unanswered), "").json().getString("content"))
                    .startsWith("No model is connected");

            ollama.back();
            await("ollama:llama3.2:latest true", "ollama:qwen2.5:0.5b false");
            assertThat(ada.post(completions(conversation()), "").json().getString("content"))
                    .isEqualTo("Scripted answer.");
        }
    }

    @Test
    void withoutAnOllamaTheOfflineAssistantSaysSoUntilOneComes() {
        await("offline true");

        JsonObject said = ada.post(completions(conversation()), "").json();

        assertThat(said.getString("content"))
                .isEqualTo("No model is connected, so there is no answer to this yet. Your message is kept in this"
                        + " conversation.");
        assertThat(said.getString("model")).isEqualTo("offline");
        assertThat(said.containsKey("metrics")).isFalse();
        try (ScriptedModel ollama = ScriptedModel.startAsLocalOllama().has("llama3.2:3b")) {
            await("ollama:llama3.2:3b true");
            assertThat(ada.post(completions(conversation()), "").json().getString("content"))
                    .isEqualTo("Scripted answer.");
            assertThat(ollama.asked()).hasSize(1);
        }
    }

    private static void await(String... models) {
        Await.until(() -> "the models are " + models(), () -> models().equals(List.of(models)));
    }

    private static List<String> models() {
        return ada.get("/api/models").json().getJsonArray("models").getValuesAs(JsonObject.class).stream()
                .map(model -> model.getString("id") + " " + model.getBoolean("default"))
                .toList();
    }

    private static String conversation() {
        return ada.post("/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .json()
                .getString("id");
    }

    private static String completions(String id) {
        return "/api/conversations/" + id + "/completions";
    }
}
