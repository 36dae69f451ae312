package org.parley.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of servers that have models, and the assistant that has none. */
public enum Provider {
    /** Ollama's own interface. */
    OLLAMA,
    /** OpenAI's chat completions, which many servers speak. */
    OPENAI,
    /** Nobody: says that no model is connected. */
    OFFLINE;

    /** The name in settings, ids and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Provider> of(String wire) {
        return Arrays.stream(values())
                .filter(provider -> provider.wire().equals(wire))
                .findFirst();
    }
}
