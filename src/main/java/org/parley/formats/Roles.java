package org.parley.formats;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Maps the role names of other programs to Parley's four roles. */
final class Roles {
    /** The role of a message with an unknown one: the user did not type it. */
    static final String FALLBACK = "assistant";

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("user", "user"),
            Map.entry("human", "user"),
            Map.entry("assistant", "assistant"),
            Map.entry("ai", "assistant"),
            Map.entry("bot", "assistant"),
            Map.entry("agent", "assistant"),
            Map.entry("model", "assistant"),
            Map.entry("system", "system"),
            Map.entry("developer", "system"),
            Map.entry("tool", "tool"),
            Map.entry("function", "tool"));

    private Roles() {}

    static Optional<String> of(String name) {
        return Optional.ofNullable(KNOWN.get(name.strip().toLowerCase(Locale.ROOT)));
    }
}
