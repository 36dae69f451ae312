package org.parley.formats;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Converts JSON to values that a document can hold. A value that does not fit changes its form, never its meaning:
 * {@code _} replaces {@code .}, a leading {@code $} and NUL in a key (with a note), and a number beyond {@code double}
 * and anything nested deeper than {@value #MAX_DEPTH} levels become text. MongoDB's extended JSON has been
 * unwrapped by {@link ExtendedJson}.
 */
final class PlainValues {
    static final int MAX_DEPTH = 40;

    private final Consumer<String> notes;

    PlainValues(Consumer<String> notes) {
        this.notes = notes;
    }

    /** A string, boolean, integer, long, double, null, list or map. */
    Object of(JsonValue value) {
        return of(value, 0);
    }

    Map<String, Object> ofObject(JsonObject object) {
        return map(object, 0);
    }

    /** Puts the value under the key, or under the closest valid key that is free. */
    void put(Map<String, Object> into, String key, Object value) {
        String usable = UnicodeText.visible(key).replace('.', '_').replace('\0', '_');
        if (usable.isEmpty() || usable.charAt(0) == '$') {
            usable = "_" + (usable.isEmpty() ? "" : usable.substring(1));
        }
        while (into.containsKey(usable)) {
            usable += "_";
        }
        if (!usable.equals(key)) {
            notes.accept("the key \"" + UnicodeText.visible(key).replace("\0", "\\u0000") + "\" is kept as \"" + usable
                    + "\"");
        }
        into.put(usable, value);
    }

    private Object of(JsonValue value, int depth) {
        if (value instanceof JsonString text) {
            return UnicodeText.visible(text.getString());
        }
        if (value instanceof JsonNumber number) {
            return number(number.bigDecimalValue(), number.toString());
        }
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (depth >= MAX_DEPTH) {
            notes.accept("what is nested deeper than " + MAX_DEPTH + " levels is kept as text");
            return UnicodeText.visible(value.toString());
        }
        return value instanceof JsonArray array ? list(array, depth) : map(value.asJsonObject(), depth);
    }

    private List<Object> list(JsonArray array, int depth) {
        List<Object> values = new ArrayList<>(array.size());
        array.forEach(element -> values.add(of(element, depth + 1)));
        return values;
    }

    private Map<String, Object> map(JsonObject object, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.forEach((key, value) -> put(values, key, of(value, depth + 1)));
        return values;
    }

    private static Object number(BigDecimal number, String text) {
        if (number.scale() <= 0 && number.precision() - number.scale() <= 19) {
            BigDecimal whole = number.setScale(0);
            if (whole.compareTo(BigDecimal.valueOf(whole.longValue())) == 0) {
                long value = whole.longValue();
                return value == (int) value ? (Object) (int) value : (Object) value;
            }
        }
        double nearest = number.doubleValue();
        boolean exactEnough =
                Double.isFinite(nearest) && (number.scale() > 0 || new BigDecimal(nearest).compareTo(number) == 0);
        return exactEnough ? (Object) nearest : text;
    }
}
