package org.parley.transfer;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Reads ids: texts, numbers and MongoDB's {@code {"$oid": …}}. */
final class Ids {
    private Ids() {}

    static Optional<String> of(JsonValue value) {
        if (value instanceof JsonString text && !text.getString().isBlank()) {
            return Optional.of(UnicodeText.visible(text.getString()));
        }
        if (value instanceof JsonNumber number) {
            return Optional.of(number.bigDecimalValue().toPlainString());
        }
        return value instanceof JsonObject object && object.size() == 1 && object.containsKey("$oid")
                ? of(object.get("$oid"))
                : Optional.empty();
    }
}
