package org.parley.assistant;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parley.message.Role;
import org.parley.model.Turn;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/**
 * The request body of a temporary chat, which is not stored.
 *
 * @param turns the messages, the last one by the user
 * @param model id of the requested model
 * @param instructions the system prompt; blank for none
 */
record TemporaryChat(List<Turn> turns, Optional<String> model, String instructions) {
    private static final int MAX_INSTRUCTIONS = 64 * 1024;

    /**
     * Reads a request body.
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
            Turn turn = new Turn(Prompts.speaker(last), text(at + ".content", message.get("content")));
            if (!OfflineReply.is(turn)) {
                turns.add(turn);
            }
        }
        if (last != Role.USER) {
            throw ProblemException.badField("messages", "must end with a user's message");
        }
        return new TemporaryChat(turns, CompletionRequest.model(body.get("model")), instructions(body, caller));
    }

    /** The user's instructions for every model, followed by those for this chat. */
    private static String instructions(JsonObject body, Caller caller) {
        JsonValue given = body.get("system_prompt");
        String own = given == null || given == JsonValue.NULL ? "" : text("system_prompt", given);
        if (own.length() > MAX_INSTRUCTIONS) {
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
