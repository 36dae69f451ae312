package org.parley.document;

import jakarta.json.JsonValue;
import java.util.Locale;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/** Whether a conversation is active or archived. */
public enum Status {
    ACTIVE,
    ARCHIVED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name on the wire and in the database. */
    public String wire() {
        return wire;
    }

    /** Reads a status from a body. */
    public static Status of(JsonValue value) {
        return switch (JsonInput.text("status", value)) {
            case "active" -> ACTIVE;
            case "archived" -> ARCHIVED;
            default -> throw ProblemException.badField("status", "must be active or archived");
        };
    }

    /** The status of a document; active if it is missing or unknown. */
    static Status ofStored(String word) {
        return "archived".equals(word) ? ARCHIVED : ACTIVE;
    }
}
