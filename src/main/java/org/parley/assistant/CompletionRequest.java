package org.parley.assistant;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.parley.platform.ProblemException;

/**
 * What a client asks for.
 *
 * @param parent the {@code seq} of the user's message to answer; empty for the newest message
 * @param model id of the model; empty for the conversation's choice
 */
record CompletionRequest(Optional<Integer> parent, Optional<String> model) {
    /** The newest message, answered by the conversation's model. */
    static final CompletionRequest NEWEST = new CompletionRequest(Optional.empty(), Optional.empty());

    /**
     * Reads a request body.
     *
     * @throws ProblemException 400 that names the field
     */
    static CompletionRequest of(JsonObject body) {
        return new CompletionRequest(parent(body.get("parent")), model(body.get("model")));
    }

    /** Reads the field {@code model}; absent and null both mean no choice. */
    static Optional<String> model(JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        throw ProblemException.badField("model", "must be a string");
    }

    private static Optional<Integer> parent(JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonNumber number
                && number.isIntegral()
                && number.doubleValue() >= 0
                && number.doubleValue() <= Integer.MAX_VALUE) {
            return Optional.of(number.intValue());
        }
        throw ProblemException.badField("parent", "must be the seq of a user's message");
    }
}
