package org.parley.formats;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.intake.ImportedConversation;

/**
 * Parley's own export of one conversation: {@code {"format": "parley", "version": 1, "conversation": {…}}}, with the fields that
 * REST has, the project by its name, and {@code head}, the place of the last message of the branch that was shown.
 */
final class ParleyFormat implements ImportFormat {
    private static final String CONVERSATION = "conversation";
    private static final int VERSION = 1;

    /** What means nothing in another database, or follows from the rest. */
    private static final Set<String> LEFT_OUT =
            Set.of("id", "user_id", "project", "project_id", "head", "message_count", "preview");

    @Override
    public String name() {
        return "parley";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.containsAll(Set.of("format", "version", CONVERSATION));
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        if (!(object.get("version") instanceof JsonNumber version) || version.doubleValue() != VERSION) {
            throw new UnreadableConversationException(
                    "it was exported by a later version of Parley; update this one first");
        }
        if (!(object.get(CONVERSATION) instanceof JsonObject exported)) {
            throw new UnreadableConversationException("it holds no conversation; export it again");
        }
        ImportedConversation read = new ConversationReader(notes).read(plain(exported));
        String source = Ids.of(exported.get("id")).map(id -> name() + ":" + id).orElse(read.sourceId());
        Optional<String> project = exported.get("project") instanceof JsonString text
                        && !text.getString().isBlank()
                ? Optional.of(UnicodeText.visible(text.getString()))
                : Optional.empty();
        return List.of(new Reading(read.withSourceId(source).withProject(project), Set.of()));
    }

    private static JsonObject plain(JsonObject exported) {
        JsonObjectBuilder plain = Json.createObjectBuilder();
        exported.forEach((field, value) -> {
            if (!LEFT_OUT.contains(field)) {
                plain.add(field, value);
            }
        });
        if (exported.get("messages") instanceof JsonArray messages) {
            JsonArrayBuilder unnumbered = Json.createArrayBuilder();
            for (JsonValue message : messages) {
                unnumbered.add(message instanceof JsonObject fields ? unnumbered(fields) : message);
            }
            plain.add("messages", unnumbered);
        }
        return plain.build();
    }

    private static JsonObject unnumbered(JsonObject message) {
        JsonObjectBuilder fields = Json.createObjectBuilder(message);
        fields.remove("seq");
        return fields.build();
    }
}
