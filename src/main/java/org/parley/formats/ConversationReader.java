package org.parley.formats;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;

/**
 * Reads one conversation in the format of the browser export or of the backend; its fields decide which.
 *
 * <p>It never takes owners from a file, drops the transient {@code isLoading} and leaves counters to the storage. Every
 * other unknown field goes into the metadata under its own name.
 */
final class ConversationReader {
    private static final Set<String> DROPPED = Set.of(
            "isLoading", "user_id", "userId", "message_count", "revision", "tail_first_seq", "tail_bytes", "__v");
    private static final Set<String> STATUSES = Set.of("active", "archived");

    private final Consumer<String> notes;
    private final PlainValues values;
    private final MessageReader messageReader;

    ConversationReader(Consumer<String> notes) {
        this.notes = notes;
        this.values = new PlainValues(notes);
        this.messageReader = new MessageReader(notes);
    }

    ImportedConversation read(JsonObject inFile) throws UnreadableConversationException {
        JsonObject object = ExtendedJson.plain(inFile);
        requireWhole(object);
        Map<String, JsonValue> rest = new LinkedHashMap<>(object);
        rest.keySet().removeAll(DROPPED);
        rest.remove("segment_count");
        if (rest.get("branches") instanceof JsonArray) {
            rest.remove("branches"); // of a database document; its messages hold the same information
        }
        List<ImportedMessage> messages = messages(rest.remove("messages"));
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (rest.get("metadata") instanceof JsonObject given) {
            metadata.putAll(values.ofObject(given));
            rest.remove("metadata");
        }
        Optional<String> id = take(rest, "id").or(() -> take(rest, "_id"));
        String sourceId = id.orElseGet(() -> ContentId.of(inFile, messages));
        String title = title(rest.remove("title"), metadata);
        Optional<Instant> created = time(rest, "createdAt", "created_at");
        Optional<Instant> updated = time(rest, "updatedAt", "updated_at");
        String status = status(rest);
        List<String> tags = tags(rest);
        boolean pinned = rest.remove("pinned", JsonValue.TRUE);
        rest.remove("pinned", JsonValue.FALSE);
        rest.forEach((key, value) -> {
            if (value != JsonValue.NULL) {
                values.put(metadata, key, values.of(value));
            }
        });
        return new ImportedConversation(
                sourceId, title, status, tags, pinned, Optional.empty(), created, updated, metadata, messages);
    }

    /** Refuses a document of Parley's own database, which holds only the newest messages of a long conversation. */
    private static void requireWhole(JsonObject object) throws UnreadableConversationException {
        if (object.get("segment_count") instanceof jakarta.json.JsonNumber sealed && sealed.intValue() > 0) {
            throw new UnreadableConversationException("this is a database document that holds only its newest messages;"
                    + " use Export Conversations on the settings page instead");
        }
    }

    private List<ImportedMessage> messages(JsonValue value) throws UnreadableConversationException {
        List<ImportedMessage> messages = new ArrayList<>();
        if (value == null || value == JsonValue.NULL) {
            return messages;
        }
        if (!(value instanceof JsonArray array)) {
            throw new UnreadableConversationException("its messages are not a list");
        }
        for (JsonValue message : array) {
            if (message != JsonValue.NULL) {
                messages.add(messageReader.read(message));
            }
        }
        return messages;
    }

    private String title(JsonValue value, Map<String, Object> metadata) {
        TitleText title = TitleText.of(
                value == null || value == JsonValue.NULL
                        ? ""
                        : value instanceof JsonString text ? text.getString() : value.toString());
        if (title.isCut()) {
            notes.accept(TitleText.cutNote());
        }
        if (title.hasMore()) {
            values.put(metadata, "original_title", title.original());
        }
        return title.text();
    }

    private Optional<Instant> time(Map<String, JsonValue> rest, String... fields) {
        for (String field : fields) {
            Optional<Instant> time = FileTimes.of(rest.get(field));
            if (time.isPresent()) {
                rest.remove(field);
                return time;
            }
        }
        return Optional.empty();
    }

    private String status(Map<String, JsonValue> rest) {
        if (!(rest.get("status") instanceof JsonString given)) {
            return "active";
        }
        if (!STATUSES.contains(given.getString())) {
            notes.accept("the status \"" + UnicodeText.visible(given.getString()) + "\" is kept in the metadata");
            return "active";
        }
        rest.remove("status");
        return given.getString();
    }

    private static List<String> tags(Map<String, JsonValue> rest) {
        if (!(rest.get("tags") instanceof JsonArray array) || !array.stream().allMatch(JsonString.class::isInstance)) {
            return List.of();
        }
        rest.remove("tags");
        return array.getValuesAs(JsonString.class).stream()
                .map(tag -> UnicodeText.visible(tag.getString()))
                .toList();
    }

    private static Optional<String> take(Map<String, JsonValue> rest, String field) {
        Optional<String> id = Ids.of(rest.get(field));
        id.ifPresent(found -> rest.remove(field));
        return id;
    }
}
