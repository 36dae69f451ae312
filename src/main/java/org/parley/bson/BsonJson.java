package org.parley.bson;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.bson.RawBsonDocument;
import org.parley.platform.Instants;

/** Writes any stored value as plain JSON: ids and binary data as strings, dates in the wire form, no extended JSON. */
public final class BsonJson {
    private BsonJson() {}

    /** Writes the fields of a document as an object. */
    public static void write(JsonGenerator json, RawBsonDocument document) throws IOException {
        object(json, BsonFields.of(document));
    }

    /** Writes the value a field has. */
    public static void value(JsonGenerator json, BsonFields field) throws IOException {
        switch (field.type()) {
            case NULL, UNDEFINED -> json.writeNull();
            case BOOLEAN -> json.writeBoolean(field.value().asBoolean().getValue());
            case INT32 -> json.writeNumber(field.int32());
            case INT64 -> json.writeNumber(field.int64());
            case DOUBLE -> number(json, field.number());
            case DECIMAL128 -> number(json, field.value().asDecimal128().doubleValue());
            case STRING -> json.writeUTF8String(field.bytes(), field.valueAt() + 4, field.textLength());
            case DATE_TIME -> instant(json, field.instant());
            case DOCUMENT -> object(json, field.inner());
            case ARRAY -> array(json, field.inner());
            default -> json.writeString(BsonTexts.text(field.value()));
        }
    }

    public static void instant(JsonGenerator json, Instant instant) throws IOException {
        byte[] text = Instants.ascii(instant);
        json.writeRawUTF8String(text, 0, text.length);
    }

    public static void number(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull(); // JSON has no word for it
        }
    }

    private static void object(JsonGenerator json, BsonFields fields) throws IOException {
        json.writeStartObject();
        while (fields.next()) {
            json.writeFieldName(fields.name());
            value(json, fields);
        }
        json.writeEndObject();
    }

    private static void array(JsonGenerator json, BsonFields elements) throws IOException {
        json.writeStartArray();
        while (elements.next()) {
            value(json, elements);
        }
        json.writeEndArray();
    }
}
