package org.parley.formats;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an export knows of a file that was sent along; the file itself is not in it.
 *
 * @param name its name; empty if only its id is known
 * @param mediaType its type, such as {@code image/png}
 * @param size its length in bytes
 * @param sourceId what the source calls it
 * @param text what the source had read out of it, at most 1,048,576 UTF-16 units of it
 */
record Attachment(
        Optional<String> name,
        Optional<String> mediaType,
        Optional<Double> size,
        Optional<String> sourceId,
        Optional<String> text) {
    private static final int MAX_TEXT = 1 << 20;

    /** A file of which only the name is known. */
    static Attachment named(String name) {
        return new Attachment(
                Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A file of which only the id is known. */
    static Attachment withId(String sourceId) {
        return new Attachment(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(sourceId), Optional.empty());
    }

    /** Its fields as a message stores them. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", UnicodeText.visible(name.or(() -> sourceId).orElse("file")));
        mediaType.ifPresent(type -> values.put("media_type", UnicodeText.visible(type)));
        size.filter(bytes -> bytes >= 0).ifPresent(bytes -> values.put("size", bytes.longValue()));
        sourceId.ifPresent(id -> values.put("source_id", UnicodeText.visible(id)));
        text.ifPresent(whole -> values.put("text", UnicodeText.visible(beginning(whole))));
        return values;
    }

    private static String beginning(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT);
    }
}
