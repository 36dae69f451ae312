package org.parley.formats;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text of a message, in whatever form the file holds it.
 *
 * <p>An object or array that only wraps text becomes that text; any other is kept whole, as its JSON.
 *
 * @param text well-formed Unicode, possibly empty
 * @param original the value that the text was made from, to be kept beside it if the text alone loses information
 */
record MessageContent(String text, Optional<String> original) {
    private static final List<String> WRAPPERS = List.of("text", "content", "message", "result");

    static MessageContent of(JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return new MessageContent("", Optional.empty());
        }
        if (value instanceof JsonString string) {
            return ofText(string.getString(), Optional.empty());
        }
        if (value instanceof JsonObject object) {
            return wrapped(object).map(text -> ofText(text, Optional.empty())).orElseGet(() -> json(value));
        }
        return value instanceof JsonArray array
                        && !array.isEmpty()
                        && array.stream().allMatch(MessageContent::isTextPart)
                ? ofText(
                        array.stream().map(MessageContent::partText).collect(Collectors.joining("\n\n")),
                        Optional.of(UnicodeText.visible(value.toString())))
                : json(value);
    }

    private static MessageContent json(JsonValue value) {
        return new MessageContent(UnicodeText.visible(value.toString()), Optional.empty());
    }

    private static MessageContent ofText(String text, Optional<String> original) {
        return UnicodeText.wellFormed(text)
                ? new MessageContent(text, original)
                : new MessageContent(UnicodeText.replaced(text), Optional.of(UnicodeText.literal(text)));
    }

    private static Optional<String> wrapped(JsonObject object) {
        return object.size() != 1
                ? Optional.empty()
                : WRAPPERS.stream()
                        .map(object::get)
                        .filter(JsonString.class::isInstance)
                        .map(text -> ((JsonString) text).getString())
                        .findFirst();
    }

    /** {@code "text"} or {@code {"type": "text", "text": "…"}}, as the chat APIs cut a message into parts. */
    private static boolean isTextPart(JsonValue part) {
        return part instanceof JsonString
                || part instanceof JsonObject object
                        && object.size() == 2
                        && "text".equals(object.getString("type", null))
                        && object.get("text") instanceof JsonString;
    }

    private static String partText(JsonValue part) {
        return part instanceof JsonString text
                ? text.getString()
                : part.asJsonObject().getString("text");
    }
}
