package org.parley.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.parley.bson.BsonJson;
import org.parley.message.StoredMessage;
import org.parley.platform.JsonBody;

/**
 * What comes with a message beside its text, as it is written for people.
 *
 * @param name what it is, such as {@code Tool: search}
 * @param parts what is in it
 */
record Enclosed(String name, List<Part> parts) {
    /** A part with its name. */
    record Part(String name, String text) {}

    /** The calls of tools that led to a message, and the files that were sent with it. */
    static List<Enclosed> of(StoredMessage message) {
        List<Enclosed> all = new ArrayList<>();
        for (BsonDocument call : message.toolCalls()) {
            List<Part> parts = new ArrayList<>();
            part(call, "arguments", "Arguments").ifPresent(parts::add);
            part(call, "result", "Result").ifPresent(parts::add);
            all.add(new Enclosed("Tool: " + text(call.get("name")).orElse("?"), parts));
        }
        for (BsonDocument file : message.attachments()) {
            List<Part> parts = new ArrayList<>();
            part(file, "text", "Text").ifPresent(parts::add);
            String type =
                    text(file.get("media_type")).map(name -> " (" + name + ")").orElse("");
            all.add(new Enclosed("File: " + text(file.get("name")).orElse("?") + type, parts));
        }
        return all;
    }

    private static Optional<Part> part(BsonDocument from, String field, String name) {
        return text(from.get(field)).filter(text -> !text.isBlank()).map(text -> new Part(name, text));
    }

    /** A text as it is, anything else as JSON. */
    private static Optional<String> text(BsonValue value) {
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof BsonString text) {
            return Optional.of(text.getValue());
        }
        RawBsonDocument holder = new RawBsonDocument(new BsonDocument("value", value), new BsonDocumentCodec());
        String json = JsonBody.text(body -> BsonJson.write(body, holder));
        return Optional.of(json.substring("{\"value\":".length(), json.length() - 1));
    }
}
