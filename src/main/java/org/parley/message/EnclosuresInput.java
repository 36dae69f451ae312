package org.parley.message;

import static org.parley.message.MessageInput.isAbsent;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.parley.bson.BsonSize;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/** Reads and checks what comes with the messages in request bodies. */
final class EnclosuresInput {
    private static final int MAX_ITEMS = 1000;
    private static final int MAX_NAME = 1000;
    /** The most that both lists of a message take in BSON. Content, thought and these fit a document several times. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;
    /** Whole numbers up to this are exact in JSON of any program (2^53, RFC 8259 section 6). */
    private static final double MAX_SIZE = 9_007_199_254_740_992.0;

    private final String prefix;
    private final JsonObject json;

    /** @param prefix what to put before a field's name in an error */
    EnclosuresInput(String prefix, JsonObject json) {
        this.prefix = prefix;
        this.json = json;
    }

    /** @throws ProblemException 400 that names the field, or 413 when both lists together are larger than 2 MiB */
    Enclosures read() {
        List<Map<String, Object>> calls = new ArrayList<>();
        List<JsonObject> sent = objects(Enclosures.TOOL_CALLS);
        for (int i = 0; i < sent.size(); i++) {
            calls.add(JsonInput.object(prefix + Enclosures.TOOL_CALLS + "[" + i + "]", sent.get(i)));
        }
        List<Map<String, Object>> attachments = new ArrayList<>();
        List<JsonObject> files = objects(Enclosures.ATTACHMENTS);
        for (int i = 0; i < files.size(); i++) {
            attachments.add(attachment(prefix + Enclosures.ATTACHMENTS + "[" + i + "].", files.get(i)));
        }
        if (calls.isEmpty() && attachments.isEmpty()) {
            return Enclosures.NONE;
        }
        Enclosures enclosures = new Enclosures(calls, attachments);
        Document stored = new Document();
        enclosures.appendTo(stored);
        if (BsonSize.of(stored) > MAX_BYTES) {
            throw new ProblemException(
                    413, prefix + "tool_calls and attachments: are larger than 2 MiB together. Leave some of them out");
        }
        return enclosures;
    }

    private List<JsonObject> objects(String name) {
        JsonValue value = json.get(name);
        if (isAbsent(value)) {
            return List.of();
        }
        String field = prefix + name;
        if (!(value instanceof JsonArray array)) {
            throw ProblemException.badField(field, "must be an array of objects");
        }
        if (array.size() > MAX_ITEMS) {
            throw ProblemException.badField(field, "has more than " + MAX_ITEMS + " elements");
        }
        List<JsonObject> objects = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonObject object)) {
                throw ProblemException.badField(field + "[" + i + "]", "must be an object");
            }
            objects.add(object);
        }
        return objects;
    }

    /** Other fields than these are left out, as everywhere in a body. */
    private static Document attachment(String prefix, JsonObject json) {
        Document attachment = new Document();
        if (isAbsent(json.get("name"))) {
            throw ProblemException.badField(prefix + "name", "is missing; it must be a string");
        }
        for (String name : List.of("name", "media_type", "source_id")) {
            if (!isAbsent(json.get(name))) {
                attachment.append(name, shortText(prefix + name, json.get(name)));
            }
        }
        if (!isAbsent(json.get("size"))) {
            attachment.append("size", size(prefix + "size", json.get("size")));
        }
        if (!isAbsent(json.get("text"))) {
            String text = JsonInput.text(prefix + "text", json.get("text"));
            attachment.append("text", NewMessage.checkSize(prefix + "text", text));
        }
        return attachment;
    }

    private static String shortText(String field, JsonValue value) {
        String text = JsonInput.text(field, value);
        if (text.codePointCount(0, text.length()) > MAX_NAME) {
            throw ProblemException.badField(field, "is longer than " + MAX_NAME + " characters");
        }
        return text;
    }

    private static Number size(String field, JsonValue value) {
        if (value instanceof JsonNumber number) {
            Number size = JsonInput.number(field, number);
            if (!(size instanceof Double) && size.longValue() >= 0 && size.doubleValue() <= MAX_SIZE) {
                return size;
            }
        }
        throw ProblemException.badField(field, "must be a whole number of bytes");
    }
}
