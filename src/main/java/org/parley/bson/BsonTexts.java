package org.parley.bson;

import java.time.Instant;
import java.util.Base64;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.parley.platform.Instants;

/** Reads BSON values as text: existing databases hold strings, ids and dates in each other's place. */
public final class BsonTexts {
    private static final JsonWriterSettings RELAXED =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    private BsonTexts() {}

    /** A value as text: empty for null and undefined, JSON for what is an object, a list or of a rare type. */
    public static String text(BsonValue value) {
        if (value == null) {
            return "";
        }
        return switch (value.getBsonType()) {
            case NULL, UNDEFINED -> "";
            case STRING -> value.asString().getValue();
            case SYMBOL -> value.asSymbol().getSymbol();
            case JAVASCRIPT -> value.asJavaScript().getCode();
            case DECIMAL128 -> value.asDecimal128().getValue().toString();
            case OBJECT_ID -> value.asObjectId().getValue().toHexString();
            case INT32, INT64 -> Long.toString(value.asNumber().longValue());
            case DOUBLE -> Double.toString(value.asDouble().getValue());
            case BOOLEAN -> Boolean.toString(value.asBoolean().getValue());
            case DATE_TIME ->
                Instants.format(Instant.ofEpochMilli(value.asDateTime().getValue()));
            case BINARY -> Base64.getEncoder().encodeToString(value.asBinary().getData());
            case DOCUMENT -> ((BsonDocument) value).toJson(RELAXED);
            default -> json(value);
        };
    }

    /** The JSON of a value that is no document. */
    private static String json(BsonValue value) {
        String wrapped = new BsonDocument("a", value).toJson(RELAXED);
        return wrapped.substring(wrapped.indexOf(':') + 1, wrapped.lastIndexOf('}'))
                .strip();
    }
}
