package org.parley.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A JSON value of any shape. Looking for what is absent, or has another type, finds an absent value; so a field that
 * no code asks for cannot do harm, whatever is in it.
 *
 * @param value a map, a list, a string, a double, a boolean, or null if it is absent or null
 */
record Json(Object value) {
    private static final JsonFactory LENIENT = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private static final Json ABSENT = new Json(null);

    /**
     * Parses a text.
     *
     * @throws IOException if it does not begin with a JSON value
     */
    static Json parse(String text) throws IOException {
        try (JsonParser parser = LENIENT.createParser(text)) {
            parser.nextToken();
            return new Json(read(parser));
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, read(parser));
        }
        return fields;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser));
        }
        return elements;
    }

    /** A field of an object. */
    Json at(String name) {
        return value instanceof Map<?, ?> fields ? new Json(fields.get(name)) : ABSENT;
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> fields && fields.containsKey(name);
    }

    /** The elements of an array; of any other value, the value itself; none if it is absent. */
    List<Json> items() {
        if (value instanceof List<?> elements) {
            return elements.stream().map(Json::new).toList();
        }
        return value == null ? List.of() : List.of(this);
    }

    boolean isAbsent() {
        return value == null;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    /** Whether it is absent, false, or an empty string, object or array. */
    boolean isEmpty() {
        return value == null
                || Boolean.FALSE.equals(value)
                || value instanceof String text && text.isBlank()
                || value instanceof Map<?, ?> fields && fields.isEmpty()
                || value instanceof List<?> elements && elements.isEmpty();
    }

    /** A string, or a number as a string; empty for any other value. */
    String text() {
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? String.valueOf(number.longValue())
                    : number.toString();
        }
        return value instanceof String text ? text : "";
    }

    /** A number that is not negative, or a string that holds one. */
    OptionalInt count() {
        double number = Double.NaN;
        if (value instanceof Double given) {
            number = given;
        } else if (value instanceof String text && text.strip().matches("[0-9]{1,9}")) {
            number = Integer.parseInt(text.strip());
        }
        return number >= 0 && number <= Integer.MAX_VALUE ? OptionalInt.of((int) number) : OptionalInt.empty();
    }
}
