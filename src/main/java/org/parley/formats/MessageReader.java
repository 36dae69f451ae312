package org.parley.formats;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.parley.intake.ConversationImport;
import org.parley.intake.ImportedMessage;
import org.parley.message.FinishReason;

/**
 * Reads one message of either format: {@code type} or {@code role}, {@code timestamp}, {@code created_at} or {@code
 * createdAt}.
 *
 * <p>Unknown fields, an unknown role or time and a content that had to change go into {@link ImportedMessage#kept}.
 */
final class MessageReader {
    private static final List<String> ROLES = List.of("role", "type", "sender", "from");
    private static final List<String> CONTENTS = List.of("content", "text", "message", "parts");
    private static final List<String> TIMES = List.of("timestamp", "created_at", "createdAt", "time", "date");
    private static final List<String> IDS = List.of("id", "_id");
    private static final int MAX_ID = 128;

    private final PlainValues values;
    private final Consumer<String> notes;

    MessageReader(Consumer<String> notes) {
        this.notes = notes;
        this.values = new PlainValues(notes);
    }

    ImportedMessage read(JsonValue value) throws UnreadableConversationException {
        if (!(value instanceof JsonObject object)) {
            notes.accept("a message without a role is kept as the assistant's");
            MessageContent bare = MessageContent.of(value);
            return message(
                    new LinkedHashMap<>(),
                    Optional.empty(),
                    Roles.FALLBACK,
                    bare,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    new Place(Optional.empty(), Optional.empty()));
        }
        Map<String, JsonValue> rest = new LinkedHashMap<>(object);
        Map<String, Object> kept = new LinkedHashMap<>();
        String role = role(rest, kept);
        MessageContent content = MessageContent.of(takeFirst(rest, CONTENTS));
        Optional<Instant> timestamp = timestamp(rest, kept);
        Optional<String> id = text(rest, IDS, MAX_ID);
        Optional<String> model = text(rest, List.of("model"), 256);
        Map<String, Object> metrics =
                rest.get("metrics") instanceof JsonObject numbers ? values.ofObject(numbers) : Map.of();
        if (rest.get("metrics") instanceof JsonObject) {
            rest.remove("metrics");
        }
        Place place = new Place(parent(rest), finishReason(rest));
        rest.forEach((key, left) -> {
            if (left != JsonValue.NULL) {
                values.put(kept, key, values.of(left));
            }
        });
        return message(kept, id, role, content, timestamp, model, metrics, place);
    }

    /** Its parent and its finish reason, if the file has them in Parley's form. */
    private record Place(Optional<Integer> parent, Optional<FinishReason> finishReason) {}

    /** Other programs refer to a message's parent by its id; that goes into {@code kept}. */
    private Optional<Integer> parent(Map<String, JsonValue> rest) {
        if (rest.get("parent") instanceof JsonNumber number
                && values.of(number) instanceof Integer parent
                && parent >= -1) {
            rest.remove("parent");
            return Optional.of(parent);
        }
        return Optional.empty();
    }

    private static Optional<FinishReason> finishReason(Map<String, JsonValue> rest) {
        if (rest.get("finish_reason") instanceof JsonString word
                && FinishReason.of(word.getString()).isPresent()) {
            rest.remove("finish_reason");
            return FinishReason.of(word.getString());
        }
        return Optional.empty();
    }

    private ImportedMessage message(
            Map<String, Object> kept,
            Optional<String> id,
            String role,
            MessageContent content,
            Optional<Instant> timestamp,
            Optional<String> model,
            Map<String, Object> metrics,
            Place place)
            throws UnreadableConversationException {
        content.original().ifPresent(original -> values.put(kept, "content", original));
        int bytes = ConversationImport.bytesOf(content.text());
        if (bytes > ConversationImport.MAX_CONTENT_BYTES) {
            throw UnreadableConversationException.tooLong(bytes);
        }
        return new ImportedMessage(
                id, role, content.text(), timestamp, model, metrics, place.parent(), place.finishReason(), kept);
    }

    /** Takes the first field with a known role; a field with another value goes into {@code kept}. */
    private String role(Map<String, JsonValue> rest, Map<String, Object> kept) {
        for (String field : ROLES) {
            if (rest.get(field) instanceof JsonString name
                    && Roles.of(name.getString()).isPresent()) {
                String role = Roles.of(name.getString()).orElseThrow();
                rest.remove(field);
                if (!role.equals(name.getString())) {
                    kept.put(field, UnicodeText.visible(name.getString()));
                }
                ROLES.forEach(other -> rest.remove(other, name));
                return role;
            }
        }
        Optional<String> unknown = ROLES.stream()
                .filter(field -> rest.get(field) instanceof JsonString)
                .map(field -> field + " \"" + ((JsonString) rest.get(field)).getString() + "\"")
                .findFirst();
        notes.accept(
                "a message " + unknown.map("of "::concat).orElse("without a role") + " is kept as the assistant's");
        return Roles.FALLBACK;
    }

    private Optional<Instant> timestamp(Map<String, JsonValue> rest, Map<String, Object> kept) {
        for (String field : TIMES) {
            Optional<Instant> time = FileTimes.of(rest.get(field));
            if (time.isPresent()) {
                rest.remove(field);
                return time;
            }
        }
        if (rest.getOrDefault("timestamp", JsonValue.NULL) != JsonValue.NULL) {
            notes.accept("a time that cannot be read is derived from its neighbours");
        }
        return Optional.empty();
    }

    private static JsonValue takeFirst(Map<String, JsonValue> rest, List<String> fields) {
        for (String field : fields) {
            if (rest.getOrDefault(field, JsonValue.NULL) != JsonValue.NULL) {
                return rest.remove(field);
            }
        }
        fields.forEach(field -> rest.remove(field, JsonValue.NULL));
        return null;
    }

    /**
     * Takes the first of the fields that is a short string or a number, as text; a longer one goes into {@code kept}.
     */
    private static Optional<String> text(Map<String, JsonValue> rest, List<String> fields, int longest) {
        for (String field : fields) {
            Optional<String> text = Ids.of(rest.get(field)).filter(id -> id.length() <= longest);
            if (text.isPresent()) {
                rest.remove(field);
                return text;
            }
        }
        return Optional.empty();
    }
}
