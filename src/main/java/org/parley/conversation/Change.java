package org.parley.conversation;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * What {@code PUT /conversations/{id}} asks for; what is absent stays.
 *
 * @param title the new title
 * @param status the new status
 * @param metadata merged key by key; null removes a key
 * @param messages replace all messages
 */
record Change(
        Optional<String> title,
        Optional<Status> status,
        Optional<Document> metadata,
        Optional<List<NewMessage>> messages) {
    /** Reads and checks a body; null counts as absent, because clients that exist send it so. */
    static Change of(JsonObject body, Clock clock) {
        return new Change(
                given(body, "title").map(Title::of),
                given(body, "status").map(Status::of),
                given(body, "metadata").map(Metadata::of),
                given(body, "messages").map(value -> MessageInput.messages(value, clock)));
    }

    boolean isEmpty() {
        return title.isEmpty() && status.isEmpty() && metadata.isEmpty() && messages.isEmpty();
    }

    private static Optional<JsonValue> given(JsonObject body, String field) {
        return Optional.ofNullable(body.get(field)).filter(value -> value != JsonValue.NULL);
    }
}
