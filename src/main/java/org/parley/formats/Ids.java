package org.parley.formats;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads ids: texts and numbers. */
final class Ids {
    /** Beyond it a number is written with its exponent: spelled out, a few characters could fill the memory. */
    private static final int MAX_SCALE = 100;

    private Ids() {}

    static Optional<String> of(JsonValue value) {
        if (value instanceof JsonString text && !text.getString().isBlank()) {
            return Optional.of(UnicodeText.visible(text.getString()));
        }
        if (value instanceof JsonNumber number) {
            BigDecimal id = number.bigDecimalValue();
            return Optional.of(Math.abs(id.scale()) > MAX_SCALE ? id.toString() : id.toPlainString());
        }
        return Optional.empty();
    }
}
