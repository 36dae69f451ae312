package org.parley.formats;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The export of the old browser application, and the documents of its backend; Parley's own old-style export too. */
final class OldFormats implements ImportFormat {
    @Override
    public String name() {
        return "old-browser";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.contains("messages")
                || fields.contains("title")
                        && fields.stream().anyMatch(Set.of("id", "_id", "createdAt", "created_at")::contains);
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        return List.of(new Reading(new ConversationReader(notes).read(object), Set.of()));
    }
}
