package org.parley.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of model servers, and the offline assistant without a model. */
public enum Provider {
    /** Ollama's own API. */
    OLLAMA,
    /** OpenAI's chat completions API, which many servers implement. */
    OPENAI,
    /** No server: answers that no model is connected. */
    OFFLINE;

    /** The name in settings, ids and the API. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Provider> of(String wire) {
        return Arrays.stream(values())
                .filter(provider -> provider.wire().equals(wire))
                .findFirst();
    }
}
