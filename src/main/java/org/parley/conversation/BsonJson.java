package org.parley.conversation;

import jakarta.json.stream.JsonGenerator;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Writes any stored value as plain JSON: ids and binary data as strings, dates in the wire form, no extended JSON. */
final class BsonJson {
    private BsonJson() {}

    static void write(JsonGenerator json, String key, BsonValue value) {
        json.writeKey(key);
        write(json, value);
    }

    private static void write(JsonGenerator json, BsonValue value) {
        switch (value.getBsonType()) {
            case NULL, UNDEFINED -> json.writeNull();
            case BOOLEAN -> json.write(value.asBoolean().getValue());
            case INT32 -> json.write(value.asInt32().getValue());
            case INT64 -> json.write(value.asInt64().getValue());
            case DOUBLE -> number(json, value.asDouble().getValue());
            case DECIMAL128 -> number(json, value.asDecimal128().doubleValue());
            case DOCUMENT -> document(json, value.asDocument());
            case ARRAY -> {
                json.writeStartArray();
                value.asArray().forEach(item -> write(json, item));
                json.writeEnd();
            }
            default -> json.write(BsonTexts.text(value));
        }
    }

    private static void document(JsonGenerator json, BsonDocument document) {
        json.writeStartObject();
        for (Map.Entry<String, BsonValue> entry : document.entrySet()) {
            write(json, entry.getKey(), entry.getValue());
        }
        json.writeEnd();
    }

    private static void number(JsonGenerator json, double number) {
        if (Double.isFinite(number)) {
            json.write(number);
        } else {
            json.writeNull(); // JSON has no word for it
        }
    }
}
