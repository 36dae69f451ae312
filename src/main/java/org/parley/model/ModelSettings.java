package org.parley.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parley.platform.Settings;

/**
 * What {@code docs/configuration.md} says of assistants.
 *
 * @param addresses where models are, the first one's first model being the default
 * @param key the API key sent to OpenAI-compatible servers; empty for none
 * @param window how many tokens a model takes and gives at once
 * @param timeout how long to wait without a sign of the model
 */
record ModelSettings(List<Address> addresses, Optional<String> key, int window, Duration timeout) {
    private static final String ASSISTANT = "PARLEY_ASSISTANT";
    private static final String WINDOW = "PARLEY_ASSISTANT_WINDOW";
    private static final int DEFAULT_WINDOW = 8192;
    private static final int SMALLEST_WINDOW = 512;
    private static final int LARGEST_WINDOW = 10_000_000;

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one of them is wrong; the message names the key and what it takes
     */
    static ModelSettings of(Settings settings) {
        return new ModelSettings(
                addresses(settings.text(ASSISTANT, "auto")),
                settings.text("PARLEY_ASSISTANT_KEY"),
                settings.text(WINDOW).map(ModelSettings::window).orElse(DEFAULT_WINDOW),
                settings.duration("PARLEY_ASSISTANT_TIMEOUT", Duration.ofSeconds(60)));
    }

    private static List<Address> addresses(String value) {
        List<Address> addresses = new ArrayList<>();
        for (String entry : value.split(",", -1)) {
            addresses.add(Address.of(entry.strip())
                    .orElseThrow(() -> Settings.refused(
                            ASSISTANT,
                            value,
                            "ollama:MODEL@URL, openai:MODEL@URL, offline or auto, or several of them separated by"
                                    + " commas; URL begins with http:// or https://. For example"
                                    + " ollama:llama3.2@http://localhost:11434")));
        }
        return List.copyOf(addresses);
    }

    private static int window(String value) {
        try {
            int tokens = Integer.parseInt(value);
            if (tokens >= SMALLEST_WINDOW && tokens <= LARGEST_WINDOW) {
                return tokens;
            }
        } catch (NumberFormatException e) {
            throw refusedWindow(value);
        }
        throw refusedWindow(value);
    }

    private static IllegalArgumentException refusedWindow(String value) {
        return Settings.refused(
                WINDOW,
                value,
                "a number of tokens from " + SMALLEST_WINDOW + " to " + LARGEST_WINDOW + ", such as " + DEFAULT_WINDOW);
    }
}
