package org.parley.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * What comes with a message beside its text: the calls of tools that led to it, and what is known of files that were sent with
 * it. Shown folded, and never part of a preview, a title, or what a model is sent.
 *
 * @param toolCalls each call as the place it comes from has it, mostly {@code id}, {@code name}, {@code arguments} and
 *     {@code result}
 * @param attachments each with a {@code name}, and where they are known {@code media_type}, {@code size} in bytes,
 *     {@code source_id} (what the place it comes from calls the file) and {@code text} (what was read out of it)
 */
public record Enclosures(List<Map<String, Object>> toolCalls, List<Map<String, Object>> attachments) {
    /** Nothing. */
    public static final Enclosures NONE = new Enclosures(List.of(), List.of());

    /** The fields of a message, on the wire and as it is stored. */
    static final String TOOL_CALLS = "tool_calls";

    static final String ATTACHMENTS = "attachments";

    /** Takes them out of the fields of a message from elsewhere; fields of other types stay there. */
    public static Enclosures takenFrom(Map<String, Object> fields) {
        return new Enclosures(objects(fields, TOOL_CALLS), objects(fields, ATTACHMENTS));
    }

    /** Adds them to the document to store. */
    void appendTo(Document message) {
        if (!toolCalls.isEmpty()) {
            message.append(TOOL_CALLS, toolCalls);
        }
        if (!attachments.isEmpty()) {
            message.append(ATTACHMENTS, attachments);
        }
    }

    private static List<Map<String, Object>> objects(Map<String, Object> fields, String name) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (!(fields.get(name) instanceof List<?> list) || list.isEmpty()) {
            return objects;
        }
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> object) || isNameless(name, object)) {
                return List.of();
            }
            Document copy = new Document();
            object.forEach((key, value) -> copy.append(key.toString(), value));
            objects.add(copy);
        }
        fields.remove(name);
        return objects;
    }

    private static boolean isNameless(String field, Map<?, ?> object) {
        return field.equals(ATTACHMENTS) && !(object.get("name") instanceof String);
    }
}
