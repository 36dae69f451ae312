package org.parley.conversation;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.parley.document.FilingChange;
import org.parley.document.Metadata;
import org.parley.document.Status;
import org.parley.document.Title;
import org.parley.message.MessageInput;
import org.parley.message.NewMessage;

/**
 * What {@code PUT /conversations/{id}} asks for. Absent fields stay unchanged.
 *
 * @param title the new title
 * @param status the new status
 * @param metadata merged key by key; null removes a key
 * @param messages replace all messages
 * @param filing changes tags, project or pin
 * @param silent leaves {@code updated_at} as it is, because no person has made the change
 */
record ConversationUpdate(
        Optional<String> title,
        Optional<Status> status,
        Optional<Document> metadata,
        Optional<List<NewMessage>> messages,
        Optional<FilingChange> filing,
        boolean silent) {
    /** Changes nothing. */
    static final ConversationUpdate NOTHING = new ConversationUpdate(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Archives because of its age, which it keeps. */
    static final ConversationUpdate ARCHIVED_BY_AGE = new ConversationUpdate(
            Optional.empty(), Optional.of(Status.ARCHIVED), Optional.empty(), Optional.empty(), Optional.empty(), true);

    /** Reads and checks a body; null counts as absent, because existing clients send it so. */
    static ConversationUpdate of(JsonObject body, Clock clock) {
        return new ConversationUpdate(
                given(body, "title").map(Title::of),
                given(body, "status").map(Status::of),
                given(body, "metadata").map(Metadata::of),
                given(body, "messages").map(value -> MessageInput.messages(value, clock)),
                FilingChange.of(body),
                false);
    }

    /** The same with another title. */
    ConversationUpdate withTitle(String given) {
        return new ConversationUpdate(Optional.of(given), status, metadata, messages, filing, silent);
    }

    /** The same with other metadata. */
    ConversationUpdate withMetadata(Document given) {
        return new ConversationUpdate(title, status, Optional.of(given), messages, filing, silent);
    }

    /** The same with other messages. */
    ConversationUpdate withMessages(List<NewMessage> given) {
        return new ConversationUpdate(title, status, metadata, Optional.of(given), filing, silent);
    }

    /** The same with another state. */
    ConversationUpdate withStatus(Status given) {
        return new ConversationUpdate(title, Optional.of(given), metadata, messages, filing, silent);
    }

    /** The same with other tags, another project or pin. */
    ConversationUpdate withFiling(FilingChange given) {
        return new ConversationUpdate(title, status, metadata, messages, Optional.of(given), silent);
    }

    boolean isEmpty() {
        return filing.isEmpty() && filesOnly();
    }

    /** Whether it changes nothing but tags, project and pin. */
    boolean filesOnly() {
        return title.isEmpty() && status.isEmpty() && metadata.isEmpty() && messages.isEmpty();
    }

    /** Whether it leaves {@code updated_at} as it is: filing is no change of what was said. */
    boolean keepsTime() {
        return silent || filesOnly();
    }

    private static Optional<JsonValue> given(JsonObject body, String field) {
        return Optional.ofNullable(body.get(field)).filter(value -> value != JsonValue.NULL);
    }
}
