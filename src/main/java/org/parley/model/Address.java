package org.parley.model;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where models are, and which one is to be used there.
 *
 * @param provider the language spoken there
 * @param model the model of the setting; empty for whichever the server names first
 * @param url the server's base URL without a slash at its end; null for the offline assistant
 */
record Address(Provider provider, Optional<String> model, URI url) {
    /** The server of {@code auto}: an Ollama on the same machine. */
    static final Address LOCAL_OLLAMA =
            new Address(Provider.OLLAMA, Optional.empty(), URI.create("http://localhost:11434"));

    static final Address OFFLINE = new Address(Provider.OFFLINE, Optional.of("offline"), null);

    /** {@code ollama:llama3.2:3b@http://host:11434}: model names may hold colons, slashes and at signs. */
    private static final Pattern FORM = Pattern.compile("(ollama|openai):([^@\\s][^\\s]*?)@(https?://\\S+)");

    private static final int LONGEST_NAME = 190;

    /** Reads one entry of the setting; empty when it has none of the forms. */
    static Optional<Address> of(String text) {
        if (text.equals("offline")) {
            return Optional.of(OFFLINE);
        }
        if (text.equals("auto")) {
            return Optional.of(LOCAL_OLLAMA);
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || parts.group(2).length() > LONGEST_NAME) {
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

    /** Where the server lists its models. */
    URI listing() {
        return URI.create(url + (provider == Provider.OLLAMA ? "/api/tags" : "/models"));
    }
}
