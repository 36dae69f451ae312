package org.parley.model;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parley.platform.JsonBody;
import org.parley.reply.ReplyFormat;

/**
 * The request for one answer.
 *
 * @param address the server
 * @param model the model's name there
 * @param turns the prompt, oldest first
 * @param key the key of this server alone; empty for none
 * @param window the context window in tokens; only Ollama is told
 */
record ChatRequest(Address address, String model, List<Turn> turns, Optional<String> key, int window) {
    /** Replaces a blank message, because servers reject empty ones. */
    private static final String EMPTY = "(empty)";

    /** How the reply has to be read. */
    ReplyFormat format() {
        return isOllama() ? ReplyFormat.OLLAMA : ReplyFormat.CHAT_COMPLETIONS;
    }

    /** Whether token counts have to be asked for, which some servers refuse. */
    boolean canAskForUsage() {
        return !isOllama();
    }

    /**
     * The HTTP request.
     *
     * @param usage whether to ask for token counts, if they have to be asked for
     */
    HttpRequest http(boolean usage) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address.url() + (isOllama() ? "/api/chat" : "/chat/completions")))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(usage)));
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request.build();
    }

    /** The JSON of the request. */
    String body(boolean usage) {
        return JsonBody.text(JsonBody.object(json -> {
            json.writeStringField("model", model);
            json.writeArrayFieldStart("messages");
            for (Turn turn : turns) {
                json.writeStartObject();
                json.writeStringField("role", turn.speaker().name().toLowerCase(Locale.ROOT));
                json.writeStringField("content", turn.text().isBlank() ? EMPTY : turn.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("stream", true);
            if (isOllama()) {
                json.writeObjectFieldStart("options");
                json.writeNumberField("num_ctx", window);
                json.writeEndObject();
            } else if (usage) {
                json.writeObjectFieldStart("stream_options");
                json.writeBooleanField("include_usage", true);
                json.writeEndObject();
            }
        }));
    }

    private boolean isOllama() {
        return address.provider() == Provider.OLLAMA;
    }
}
