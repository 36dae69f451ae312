package org.parley.formats;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of a JSON object, read leniently: a value of an unexpected type counts as missing, because one odd field must
 * not cost a whole conversation.
 */
record Fields(JsonObject object) {
    /** The fields of a value. A value that is no object has none. */
    static Fields of(JsonValue value) {
        return new Fields(value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT);
    }

    boolean has(String name) {
        return object.getOrDefault(name, JsonValue.NULL) != JsonValue.NULL;
    }

    JsonValue value(String name) {
        return object.getOrDefault(name, JsonValue.NULL);
    }

    /** The text of the first of the fields that holds one that is not blank. */
    Optional<String> text(String... names) {
        return Stream.of(names)
                .map(object::get)
                .filter(JsonString.class::isInstance)
                .map(text -> ((JsonString) text).getString())
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** A text as it stands, even a blank one. The empty text stands for a missing one. */
    String rawText(String name) {
        return object.get(name) instanceof JsonString text ? text.getString() : "";
    }

    /** An id: a text or a number. */
    Optional<String> id(String... names) {
        return Stream.of(names)
                .map(object::get)
                .map(Ids::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A time in any of the forms that exports hold. */
    Optional<Instant> time(String... names) {
        return Stream.of(names)
                .map(object::get)
                .map(FileTimes::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    Optional<Double> number(String... names) {
        return Stream.of(names)
                .map(object::get)
                .filter(JsonNumber.class::isInstance)
                .map(number -> ((JsonNumber) number).doubleValue())
                .filter(Double::isFinite)
                .findFirst();
    }

    /** The number that a text is; empty for other texts, and for null. */
    static Optional<Double> numberIn(String text) {
        try {
            return Optional.ofNullable(text).map(Double::valueOf).filter(Double::isFinite);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    boolean isTrue(String name) {
        return object.get(name) == JsonValue.TRUE;
    }

    /** The object in a field. A missing one has no fields. */
    Fields in(String name) {
        return of(object.get(name));
    }

    /** The elements of a list; none if there is no list. */
    List<JsonValue> list(String name) {
        return object.get(name) instanceof JsonArray array ? array : List.of();
    }

    /** The objects of a list; none if there is no list. */
    List<Fields> objects(String name) {
        return objects(list(name));
    }

    /** The objects among values. */
    static List<Fields> objects(Collection<JsonValue> values) {
        return values.stream()
                .filter(JsonObject.class::isInstance)
                .map(Fields::of)
                .toList();
    }

    /** The texts of a list. */
    List<String> texts(String name) {
        return list(name).stream()
                .filter(JsonString.class::isInstance)
                .map(text -> ((JsonString) text).getString())
                .toList();
    }
}
