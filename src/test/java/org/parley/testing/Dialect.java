package org.parley.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;

/** The two APIs of a {@link ScriptedModel}, and their paths. */
enum Dialect {
    /** Chat completions as server-sent events. */
    OPENAI("text/event-stream") {
        @Override
        String token(String model, String text) {
            return event(chunk(
                    model, Json.createObjectBuilder().add("role", "assistant").add("content", text), null));
        }

        @Override
        String end(String model, String finish, int tokens) {
            JsonObject usage = Json.createObjectBuilder()
                    .add("prompt_tokens", PROMPT_TOKENS)
                    .add("completion_tokens", tokens)
                    .add("total_tokens", PROMPT_TOKENS + tokens)
                    .build();
            JsonObject last = Json.createObjectBuilder(chunk(model, Json.createObjectBuilder(), finish))
                    .add("choices", JsonValue.EMPTY_JSON_ARRAY)
                    .add("usage", usage)
                    .build();
            return event(chunk(model, Json.createObjectBuilder(), finish)) + event(last) + "data: [DONE]\n\n";
        }

        @Override
        String models(Iterable<String> names, Map<String, JsonObject> more) {
            var data = Json.createArrayBuilder();
            names.forEach(name -> data.add(entry(name, more).add("id", name).add("object", "model")));
            return Json.createObjectBuilder()
                    .add("object", "list")
                    .add("data", data)
                    .build()
                    .toString();
        }

        private JsonObject chunk(String model, JsonObjectBuilder delta, String finish) {
            JsonObjectBuilder choice =
                    Json.createObjectBuilder().add("index", 0).add("delta", delta);
            JsonObjectBuilder ended =
                    finish == null ? choice.addNull("finish_reason") : choice.add("finish_reason", finish);
            return Json.createObjectBuilder()
                    .add("id", "chatcmpl-scripted")
                    .add("object", "chat.completion.chunk")
                    .add("created", 1)
                    .add("model", model)
                    .add("choices", Json.createArrayBuilder().add(ended))
                    .build();
        }

        private String event(JsonObject data) {
            return "data: " + data + "\n\n";
        }
    },

    /** Ollama's chat as lines of JSON. */
    OLLAMA("application/x-ndjson") {
        @Override
        String token(String model, String text) {
            return line(model, text).add("done", false).build() + "\n";
        }

        @Override
        String end(String model, String finish, int tokens) {
            return line(model, "")
                            .add("done", true)
                            .add("done_reason", finish)
                            .add("prompt_eval_count", PROMPT_TOKENS)
                            .add("eval_count", tokens)
                            .build()
                    + "\n";
        }

        @Override
        String models(Iterable<String> names, Map<String, JsonObject> more) {
            var models = Json.createArrayBuilder();
            names.forEach(name -> models.add(entry(name, more).add("name", name).add("model", name)));
            return Json.createObjectBuilder().add("models", models).build().toString();
        }

        private JsonObjectBuilder line(String model, String text) {
            return Json.createObjectBuilder()
                    .add("model", model)
                    .add("created_at", "2026-01-01T00:00:00Z")
                    .add(
                            "message",
                            Json.createObjectBuilder().add("role", "assistant").add("content", text));
        }
    };

    /** What every scripted request is said to have cost. */
    static final int PROMPT_TOKENS = 7;

    private final String mediaType;

    Dialect(String mediaType) {
        this.mediaType = mediaType;
    }

    private static JsonObjectBuilder entry(String name, Map<String, JsonObject> more) {
        return Json.createObjectBuilder(more.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT));
    }

    String mediaType() {
        return mediaType;
    }

    abstract String token(String model, String text);

    abstract String end(String model, String finish, int tokens);

    abstract String models(Iterable<String> names, Map<String, JsonObject> more);
}
