package org.parley.formats;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Turns MongoDB's extended JSON into plain JSON: canonical and relaxed (version 2) and what older programs wrote (version
 * 1). Numbers become numbers, dates and timestamps ISO 8601 texts, ids, symbols, patterns, code and binary data texts.
 * What JSON has no value for (NaN, infinities, undefined) is left out of objects, and null in lists.
 *
 * <p>An object is a wrapper only if it has exactly the keys of one and a value of its type; any other stays as it is.
 */
final class ExtendedJson {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity", "+Infinity");

    private ExtendedJson() {}

    /** The same object with plain values; itself if it has no others. */
    static JsonObject plain(JsonObject object) {
        boolean[] changed = {false};
        JsonObjectBuilder builder = JSON.createObjectBuilder();
        object.forEach((key, value) -> {
            Optional<JsonValue> plain = of(value);
            plain.ifPresent(found -> builder.add(key, found));
            changed[0] |= plain.isEmpty() || plain.get() != value;
        });
        return changed[0] ? builder.build() : object;
    }

    private static JsonArray plain(JsonArray array) {
        boolean changed = false;
        JsonArrayBuilder builder = JSON.createArrayBuilder();
        for (JsonValue value : array) {
            JsonValue plain = of(value).orElse(JsonValue.NULL);
            builder.add(plain);
            changed |= plain != value;
        }
        return changed ? builder.build() : array;
    }

    /** A value as plain JSON; empty if it has none. */
    private static Optional<JsonValue> of(JsonValue value) {
        if (value instanceof JsonArray array) {
            return Optional.of(plain(array));
        }
        if (!(value instanceof JsonObject object)) {
            return Optional.of(value);
        }
        if (isNothing(object)) {
            return Optional.empty();
        }
        return Optional.of(unwrapped(object).orElseGet(() -> plain(object)));
    }

    private static boolean isNothing(JsonObject object) {
        return has(object, "$undefined") && object.get("$undefined") == JsonValue.TRUE
                || Set.of("$numberDouble", "$numberDecimal").stream()
                        .anyMatch(number -> has(object, number)
                                && text(object.get(number))
                                        .filter(NO_NUMBERS::contains)
                                        .isPresent());
    }

    private static Optional<JsonValue> unwrapped(JsonObject object) {
        if (object.isEmpty() || object.size() > 2) {
            return Optional.empty();
        }
        String key = object.keySet().iterator().next();
        if (!key.startsWith("$")) {
            return Optional.empty();
        }
        return object.size() == 1 ? single(key, object.get(key)) : pair(object);
    }

    private static Optional<JsonValue> single(String key, JsonValue value) {
        return switch (key) {
            case "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal" -> number(value);
            case "$oid", "$symbol", "$code", "$uuid" -> text(value).map(JSON::createValue);
            case "$date" -> date(value);
            case "$timestamp" -> timestamp(value);
            case "$binary" ->
                value instanceof JsonObject binary && has(binary, "base64", "subType")
                        ? binary(binary.get("base64"), binary.get("subType"))
                        : Optional.empty();
            case "$regularExpression" ->
                value instanceof JsonObject regex && has(regex, "pattern", "options")
                        ? pattern(regex.get("pattern"), regex.get("options"))
                        : Optional.empty();
            case "$minKey", "$maxKey" -> Optional.of(JSON.createValue(key.substring(1)));
            case "$dbPointer" ->
                value instanceof JsonObject pointer && has(pointer, "$ref", "$id")
                        ? Optional.of(JSON.createObjectBuilder()
                                .add("ref", pointer.get("$ref"))
                                .add("id", of(pointer.get("$id")).orElse(JsonValue.NULL))
                                .build())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<JsonValue> pair(JsonObject object) {
        if (has(object, "$binary", "$type")) {
            return binary(object.get("$binary"), object.get("$type"));
        }
        if (has(object, "$regex", "$options")) {
            return pattern(object.get("$regex"), object.get("$options"));
        }
        return has(object, "$code", "$scope")
                ? Optional.of(JSON.createObjectBuilder()
                        .add("code", object.get("$code"))
                        .add("scope", of(object.get("$scope")).orElse(JsonValue.NULL))
                        .build())
                : Optional.empty();
    }

    private static Optional<JsonValue> number(JsonValue value) {
        if (value instanceof JsonNumber) {
            return Optional.of(value);
        }
        try {
            return text(value).map(BigDecimal::new).map(JSON::createValue);
        } catch (NumberFormatException e) {
            return Optional.of(value);
        }
    }

    /** A text, or milliseconds since 1970 as a number of any form. */
    private static Optional<JsonValue> date(JsonValue value) {
        JsonValue plain = of(value).orElse(JsonValue.NULL);
        if (plain instanceof JsonNumber millis) {
            try {
                return Optional.of(JSON.createValue(
                        Instant.ofEpochMilli(millis.bigDecimalValue().longValue())
                                .toString()));
            } catch (DateTimeException e) {
                return Optional.of(plain);
            }
        }
        return plain instanceof JsonString ? Optional.of(plain) : Optional.empty();
    }

    /** Seconds since 1970, and a counter that tells operations of one second apart. */
    private static Optional<JsonValue> timestamp(JsonValue value) {
        return value instanceof JsonObject timestamp
                        && has(timestamp, "t", "i")
                        && of(timestamp.get("t")).orElse(JsonValue.NULL) instanceof JsonNumber seconds
                ? Optional.of(JSON.createValue(
                        Instant.ofEpochSecond(seconds.longValue() & 0xffffffffL).toString()))
                : Optional.empty();
    }

    /** Base64, or the usual form of a UUID. The type is a number in hexadecimal digits, or just a number. */
    private static Optional<JsonValue> binary(JsonValue base64, JsonValue type) {
        Optional<String> text = text(base64);
        boolean uuid =
                text(type).filter(name -> name.equals("04") || name.equals("4")).isPresent();
        return text.map(bytes -> JSON.createValue(uuid ? uuid(bytes) : bytes));
    }

    private static String uuid(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return bytes.remaining() == 16 ? new UUID(bytes.getLong(), bytes.getLong()).toString() : base64;
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    private static Optional<JsonValue> pattern(JsonValue pattern, JsonValue options) {
        return text(pattern).flatMap(text -> text(options).map(flags -> JSON.createValue("/" + text + "/" + flags)));
    }

    private static boolean has(JsonObject object, String... keys) {
        return object.size() == keys.length && object.keySet().equals(Set.of(keys));
    }

    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }
}
