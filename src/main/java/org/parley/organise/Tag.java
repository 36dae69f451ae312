package org.parley.organise;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/**
 * A tag with what is known of it.
 *
 * @param name as most of the conversations spell it
 * @param color its colour, if it has one
 * @param count on how many conversations it is, archived ones too
 */
record Tag(String name, Optional<String> color, long count) {
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("color", color.orElse(null));
        json.writeNumberField("count", count);
        json.writeEndObject();
    }
}
