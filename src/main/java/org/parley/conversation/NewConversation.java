package org.parley.conversation;

import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.parley.document.Filing;
import org.parley.document.FilingChange;
import org.parley.document.Metadata;
import org.parley.document.Origin;
import org.parley.document.Title;
import org.parley.message.MessageInput;
import org.parley.message.NewMessage;

/**
 * A conversation to be created, already checked.
 *
 * @param title 1 to 200 characters
 * @param archived whether it is archived
 * @param filing its tags, its project and whether it is pinned
 * @param metadata its metadata
 * @param messages oldest first
 * @param createdAt when it began; empty for now
 * @param updatedAt when it last changed; empty for now
 * @param origin the file it comes from, if it was imported
 */
public record NewConversation(
        String title,
        boolean archived,
        Filing filing,
        Map<String, Object> metadata,
        List<NewMessage> messages,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        Optional<Origin> origin) {
    /** A conversation that begins now. */
    NewConversation(String title, List<NewMessage> messages, Map<String, Object> metadata) {
        this(title, messages, metadata, Filing.NONE);
    }

    private NewConversation(String title, List<NewMessage> messages, Map<String, Object> metadata, Filing filing) {
        this(title, false, filing, metadata, messages, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with other metadata. */
    NewConversation withMetadata(Map<String, Object> given) {
        return new NewConversation(title, archived, filing, given, messages, createdAt, updatedAt, origin);
    }

    /** A conversation that begins with a message and is named after its first words until it gets a better title. */
    public static NewConversation of(NewMessage first) {
        String title = Title.ofFirstWords(first.content());
        return new NewConversation(title, List.of(first), Map.of(Metadata.AUTO_TITLE, title));
    }

    /** Reads and checks the body of {@code POST /conversations}; every field has a default. */
    static NewConversation of(JsonObject body, Clock clock) {
        boolean untitled = MessageInput.isAbsent(body.get("title"));
        boolean bare = MessageInput.isAbsent(body.get("metadata"));
        return new NewConversation(
                untitled ? Title.DEFAULT : Title.of(body.get("title")),
                MessageInput.messages(body.get("messages"), clock),
                bare ? Map.of() : Metadata.merged(new Document(), Metadata.of(body.get("metadata"))),
                FilingChange.of(body).map(filing -> filing.apply(Filing.NONE)).orElse(Filing.NONE));
    }
}
