package org.parley.conversation;

import jakarta.json.JsonValue;
import java.util.Locale;
import org.parley.platform.ProblemException;

/** Whether a conversation is in use or put away. */
enum Status {
    ACTIVE,
    ARCHIVED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    String wire() {
        return wire;
    }

    /** Reads a status from a body. */
    static Status of(JsonValue value) {
        return switch (JsonInput.text("status", value)) {
            case "active" -> ACTIVE;
            case "archived" -> ARCHIVED;
            default -> throw ProblemException.badField("status", "must be active or archived");
        };
    }

    /** The status of a document; one without, or with a word we do not know, is active. */
    static Status ofStored(String word) {
        return "archived".equals(word) ? ARCHIVED : ACTIVE;
    }
}
