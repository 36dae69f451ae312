package org.parley.model;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a model server, and the model to use there.
 *
 * @param provider the API the server speaks
 * @param model the configured model; empty for the first one the server lists
 * @param url the server's base URL without a trailing slash; null for the offline assistant
 */
record Address(Provider provider, Optional<String> model, URI url) {
    /** The server that {@code auto} selects: Ollama on the same machine. */
    static final Address LOCAL_OLLAMA =
            new Address(Provider.OLLAMA, Optional.empty(), URI.create("http://localhost:11434"));

    static final Address OFFLINE = new Address(Provider.OFFLINE, Optional.of("offline"), null);

    /** {@code ollama:llama3.2:3b@http://host:11434}: model names may contain colons, slashes and at signs. */
    private static final Pattern FORM = Pattern.compile("(ollama|openai):([^@\\s][^\\s]*?)@(https?://\\S+)");

    private static final Pattern LOOPBACK = Pattern.compile(
            "(?:.*\\.)?localhost\\.?|127(?:\\.\\d+){3}|\\[(?:::|0:0:0:0:0:0:0:)1]", Pattern.CASE_INSENSITIVE);

    private static final int MAX_NAME_LENGTH = 190;

    /** Parses one entry of {@code PARLEY_ASSISTANT}; empty if it has none of the valid forms. */
    static Optional<Address> of(String text) {
        if (text.equals("offline")) {
            return Optional.of(OFFLINE);
        }
        if (text.equals("auto")) {
            return Optional.of(LOCAL_OLLAMA);
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || parts.group(2).length() > MAX_NAME_LENGTH) {
            return Optional.empty();
        }
        try {
            URI url = URI.create(parts.group(3).replaceAll("/+$", ""));
            return url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null
                    ? Optional.empty()
                    : Optional.of(
                            new Address(Provider.of(parts.group(1)).orElseThrow(), Optional.of(parts.group(2)), url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the server runs on the same machine as Parley. It may pass on what it gets. */
    boolean isLocal() {
        return LOOPBACK.matcher(url.getHost()).matches();
    }

    /** Whether this is the configured model, under any of its names. */
    boolean configures(Model wanted) {
        return provider == wanted.provider()
                && model.filter(name -> new Model(provider, name).isSame(wanted))
                        .isPresent();
    }

    /** The URL at which an Ollama describes a model. */
    URI description() {
        return URI.create(url + "/api/show");
    }

    /** The URL at which the server lists its models. */
    URI listing() {
        return URI.create(url + (provider == Provider.OLLAMA ? "/api/tags" : "/models"));
    }
}
