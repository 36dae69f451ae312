package org.parley.assistant;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parley.conversation.Role;
import org.parley.model.Turn;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/**
 * What is asked in a chat that is stored nowhere.
 *
 * @param turns what was said, the newest by the user
 * @param model id of the model that is asked for, if one is
 * @param instructions how it is to answer; blank for nothing
 */
record TemporaryChat(List<Turn> turns, Optional<String> model, String instructions) {
    private static final int MOST_INSTRUCTIONS = 64 * 1024;

    /**
     * Reads it.
     *
     * @throws ProblemException 400 that names the field
     */
    static TemporaryChat of(JsonObject body, Caller caller) {
        if (!(body.get("messages") instanceof JsonArray messages) || messages.isEmpty()) {
            throw ProblemException.badField("messages", "must be an array with at least one message");
        }
        List<Turn> turns = new ArrayList<>(messages.size());
        Role last = null;
        for (int i = 0; i < messages.size(); i++) {
            String at = "messages[" + i + "]";
            if (!(messages.get(i) instanceof JsonObject message)) {
                throw ProblemException.badField(at, "must be an object");
            }
            last = Role.of(text(at + ".role", message.get("role")))
                    .orElseThrow(
                            () -> ProblemException.badField(at + ".role", "must be user, assistant, system or tool"));
            turns.add(new Turn(Contexts.speaker(last), text(at + ".content", message.get("content"))));
        }
        if (last != Role.USER) {
            throw ProblemException.badField("messages", "must end with a user's message");
        }
        return new TemporaryChat(turns, CompletionsResource.model(body.get("model")), instructions(body, caller));
    }

    /** What the user says to every model, and then what is said for this chat. */
    private static String instructions(JsonObject body, Caller caller) {
        JsonValue given = body.get("system_prompt");
        String own = given == null || given == JsonValue.NULL ? "" : text("system_prompt", given);
        if (own.length() > MOST_INSTRUCTIONS) {
            throw ProblemException.badField("system_prompt", "is longer than 64 KiB");
        }
        return (caller.preferences().systemPrompt().orElse("") + "\n\n" + own).strip();
    }

    private static String text(String field, JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw ProblemException.badField(field, "must be a string");
    }
}
