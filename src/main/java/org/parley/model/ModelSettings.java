package org.parley.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.parley.platform.Settings;

/**
 * The settings of the assistant; {@code docs/configuration.md} describes them.
 *
 * @param servers the model servers with their keys; the first model of the first one is the default
 * @param window the context window in tokens, prompt and answer together
 * @param timeout how long a model may send nothing
 */
record ModelSettings(List<ModelServer> servers, int window, Duration timeout) {
    private static final Logger LOG = Logger.getLogger(ModelSettings.class.getName());

    private static final String ASSISTANT = "PARLEY_ASSISTANT";
    private static final String KEY = "PARLEY_ASSISTANT_KEY";
    private static final String WINDOW = "PARLEY_ASSISTANT_WINDOW";
    private static final int DEFAULT_WINDOW = 8192;
    private static final int MIN_WINDOW = 512;
    private static final int MAX_WINDOW = 10_000_000;

    /** Keys are looked for up to this number, so that one without an entry is noticed. */
    private static final int MAX_KEY_NUMBER = 99;

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if a value is invalid; the message names the key and the valid values
     */
    static ModelSettings of(Settings settings) {
        return new ModelSettings(
                servers(addresses(settings.text(ASSISTANT, "auto")), settings),
                settings.text(WINDOW).map(ModelSettings::window).orElse(DEFAULT_WINDOW),
                settings.duration("PARLEY_ASSISTANT_TIMEOUT", Duration.ofSeconds(60)));
    }

    List<Address> addresses() {
        return servers.stream().map(ModelServer::address).toList();
    }

    /**
     * Gives each server its key: {@code PARLEY_ASSISTANT_KEY_n} is the key of entry n alone. {@code PARLEY_ASSISTANT_KEY}
     * is that of the first {@code openai:} entry without one of its own, and of other such entries on the same server.
     */
    private static List<ModelServer> servers(List<Address> addresses, Settings settings) {
        for (int number = 0; number <= MAX_KEY_NUMBER; number++) {
            requireEntry(number, addresses, settings);
        }
        List<ModelServer> servers = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            servers.add(new ModelServer(addresses.get(i), key(settings, KEY + "_" + (i + 1))));
        }
        Optional<String> common = key(settings, KEY);
        List<Address> keyless = servers.stream()
                .filter(server -> server.address().provider() == Provider.OPENAI)
                .filter(server -> server.key().isEmpty())
                .map(ModelServer::address)
                .toList();
        if (common.isEmpty() || keyless.isEmpty()) {
            return List.copyOf(servers);
        }
        String first = ModelServer.origin(keyless.get(0));
        servers.replaceAll(server -> keyless.contains(server.address())
                        && server.key().isEmpty()
                        && ModelServer.origin(server.address()).equals(first)
                ? new ModelServer(server.address(), common)
                : server);
        keyless.stream()
                .filter(address -> !ModelServer.origin(address).equals(first))
                .forEach(address -> LOG.warning(() -> KEY + " is sent to " + first + " only. If "
                        + ModelServer.origin(address) + " needs a key, set " + KEY + "_"
                        + (addresses.indexOf(address) + 1)));
        return List.copyOf(servers);
    }

    private static void requireEntry(int number, List<Address> addresses, Settings settings) {
        String name = KEY + "_" + number;
        if (!settings.hasSecret(name)) {
            return;
        }
        if (number < 1 || number > addresses.size()) {
            throw Settings.refused(
                    name + " is set, but the entries of " + ASSISTANT + " are numbered from 1 to " + addresses.size());
        }
        if (addresses.get(number - 1).provider() == Provider.OFFLINE) {
            throw Settings.refused(
                    name + " is set, but entry " + number + " of " + ASSISTANT + " is offline, which takes no key");
        }
    }

    private static Optional<String> key(Settings settings, String name) {
        Optional<String> key = settings.secret(name);
        if (key.isPresent() && !key.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw Settings.refused(
                    name + " holds a blank, a line break or a character outside ASCII, which no API key contains");
        }
        return key;
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
            if (tokens >= MIN_WINDOW && tokens <= MAX_WINDOW) {
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
                "a number of tokens from " + MIN_WINDOW + " to " + MAX_WINDOW + ", such as " + DEFAULT_WINDOW);
    }
}
