package org.parley.reply;

import java.util.function.Function;
import java.util.function.Supplier;

/** The APIs of model servers whose replies can be read. */
public enum ReplyFormat {
    /** OpenAI's chat completions, which many servers offer. */
    CHAT_COMPLETIONS(() -> new ChatCompletions()::read),
    /** Ollama's {@code /api/chat}. */
    OLLAMA(() -> OllamaChat::read);

    private final Supplier<Function<Json, ReplyPart>> events;

    ReplyFormat(Supplier<Function<Json, ReplyPart>> events) {
        this.events = events;
    }

    /** Reads the events of one reply, in their order. */
    Function<Json, ReplyPart> events() {
        return events.get();
    }
}
