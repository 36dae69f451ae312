package org.parley.store;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.parley.platform.ProblemException;

/**
 * Turns JSON from outside into what MongoDB can store, and refuses what it cannot: keys that begin with {@code $}, hold
 * {@code .} or NUL or are empty, numbers beyond a double, half surrogate pairs, nesting deeper than {@value #MAX_DEPTH}.
 */
public final class JsonInput {
    private static final int MAX_DEPTH = 32;

    private JsonInput() {}

    /** A string that can be stored as it is. */
    public static String text(String field, JsonValue value) {
        if (value instanceof JsonString string) {
            return wellFormed(field, string.getString());
        }
        throw ProblemException.badField(field, "must be a string");
    }

    /** An object as a document, keys checked on every level. */
    public static Document object(String field, JsonValue value) {
        if (value instanceof JsonObject object) {
            return document(field, object, 1);
        }
        throw ProblemException.badField(field, "must be an object");
    }

    /** Any value as the driver takes it. */
    public static Object value(String field, JsonValue value, int depth) {
        if (depth > MAX_DEPTH) {
            throw ProblemException.badField(field, "is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (value.getValueType()) {
            case OBJECT -> document(field, value.asJsonObject(), depth);
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (JsonValue item : value.asJsonArray()) {
                    items.add(value(field, item, depth + 1));
                }
                yield items;
            }
            case STRING -> wellFormed(field, ((JsonString) value).getString());
            case NUMBER -> number(field, (JsonNumber) value);
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
        };
    }

    /** An integer or a double; what fits neither is refused rather than rounded to infinity. */
    public static Number number(String field, JsonNumber number) {
        double approximate;
        try {
            approximate = number.doubleValue();
        } catch (RuntimeException e) {
            throw ProblemException.badField(field, "is a number too long to store");
        }
        if (Double.isInfinite(approximate)) {
            throw ProblemException.badField(field, "is a number too large to store");
        }
        if (Math.abs(approximate) < 9e18 && number.isIntegral()) {
            long exact = number.longValueExact();
            return exact == (int) exact ? (Number) (int) exact : (Number) exact;
        }
        return approximate;
    }

    private static Document document(String field, JsonObject object, int depth) {
        Document document = new Document();
        for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
            String key = key(field, entry.getKey());
            document.append(key, value(field + "." + key, entry.getValue(), depth + 1));
        }
        return document;
    }

    private static String key(String field, String key) {
        if (key.isEmpty() || key.startsWith("$") || key.indexOf('.') >= 0 || key.indexOf('\0') >= 0) {
            throw ProblemException.badField(
                    field,
                    "the key '" + key.replace("\0", "\\0") + "' may not be empty, begin with $ or hold . or NUL");
        }
        return wellFormed(field, key);
    }

    private static String wellFormed(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw ProblemException.badField(field, "holds half of a surrogate pair, which is no character");
                }
                i++;
            }
        }
        return text;
    }
}
