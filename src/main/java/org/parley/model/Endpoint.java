package org.parley.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** A server that has models, and how LangChain4j asks one of them. */
final class Endpoint {
    /** What a message without a character is shown as: no server takes an empty one. */
    private static final String EMPTY = "(empty)";

    private final Address address;
    private final ModelSettings settings;
    private final HttpClient http;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    Endpoint(
            Address address,
            ModelSettings settings,
            HttpClient http,
            ScheduledExecutorService timer,
            Executor workers) {
        this.address = address;
        this.settings = settings;
        this.http = http;
        this.timer = timer;
        this.workers = workers;
    }

    Address address() {
        return address;
    }

    /** Asks a model; the listener hears the answer from other threads. */
    ModelCall ask(Model model, List<Turn> turns, ModelListener listener) {
        List<ChatMessage> messages = turns.stream().map(Endpoint::message).toList();
        ModelCall call = new ModelCall(
                model,
                listener,
                settings.timeout(),
                timer,
                workers,
                (observer, handler) ->
                        chat(model.name(), new CallClient(http, observer)).chat(messages, handler));
        call.start();
        return call;
    }

    private StreamingChatModel chat(String name, CallClient client) {
        String url = address.url().toString();
        if (address.provider() == Provider.OLLAMA) {
            return OllamaStreamingChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(url)
                    .modelName(name)
                    .numCtx(settings.window())
                    .build();
        }
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(url)
                .apiKey(settings.key().orElse(null))
                .modelName(name)
                .build();
    }

    private static ChatMessage message(Turn turn) {
        String text = turn.text().isBlank() ? EMPTY : turn.text();
        return switch (turn.speaker()) {
            case USER -> UserMessage.from(text);
            case ASSISTANT -> AiMessage.from(text);
            case SYSTEM -> SystemMessage.from(text);
        };
    }
}
