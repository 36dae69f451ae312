package org.parley.conversation;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.parley.platform.Instants;

/** Reads BSON values as text and time, leniently: existing databases hold strings, ids and dates in each other's place. */
final class BsonTexts {
    private static final JsonWriterSettings RELAXED =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    private BsonTexts() {}

    /** A value as text: empty for null, JSON for what is an object or a list. */
    static String text(BsonValue value) {
        if (value == null || value.isNull()) {
            return "";
        }
        return switch (value.getBsonType()) {
            case STRING -> value.asString().getValue();
            case OBJECT_ID -> value.asObjectId().getValue().toHexString();
            case INT32, INT64 -> Long.toString(value.asNumber().longValue());
            case DOUBLE -> Double.toString(value.asDouble().getValue());
            case BOOLEAN -> Boolean.toString(value.asBoolean().getValue());
            case DATE_TIME ->
                Instants.format(Instant.ofEpochMilli(value.asDateTime().getValue()));
            case BINARY -> Base64.getEncoder().encodeToString(value.asBinary().getData());
            case DOCUMENT -> ((BsonDocument) value).toJson(RELAXED);
            case ARRAY -> arrayJson(value.asArray());
            default -> value.toString();
        };
    }

    /** A date, an ISO string, or epoch milliseconds. */
    static Optional<Instant> instant(BsonValue value) {
        if (value == null) {
            return Optional.empty();
        }
        return switch (value.getBsonType()) {
            case DATE_TIME ->
                Optional.of(Instant.ofEpochMilli(value.asDateTime().getValue()));
            case STRING -> Instants.parse(value.asString().getValue());
            case INT64, DOUBLE ->
                Optional.of(Instant.ofEpochMilli(value.asNumber().longValue()));
            default -> Optional.empty();
        };
    }

    private static String arrayJson(BsonArray array) {
        String wrapped = new BsonDocument("a", array).toJson(RELAXED);
        return wrapped.substring(wrapped.indexOf('['), wrapped.lastIndexOf(']') + 1);
    }
}
