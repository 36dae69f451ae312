package org.parley.project;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.parley.platform.ProblemException;

/** The palette of tags and projects. */
public enum Color {
    RED,
    ORANGE,
    YELLOW,
    GREEN,
    TEAL,
    BLUE,
    PURPLE,
    GRAY;

    private static final String NAMES = Arrays.stream(values()).map(Color::wire).collect(Collectors.joining(", "));

    /** The name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code color} from a body; null for no colour.
     *
     * @throws ProblemException 400 for anything else
     */
    public static Optional<Color> of(JsonValue value) {
        if (value == JsonValue.NULL) {
            return Optional.empty();
        }
        return Optional.of((value instanceof JsonString name ? named(name.getString()) : Optional.<Color>empty())
                .orElseThrow(() -> ProblemException.badField("color", "must be one of " + NAMES + ", or null")));
    }

    /** A stored colour; empty if it is none of these. */
    public static Optional<Color> ofStored(BsonValue value) {
        return value instanceof BsonString name ? named(name.getValue()) : Optional.empty();
    }

    private static Optional<Color> named(String name) {
        return Arrays.stream(values())
                .filter(color -> color.wire().equals(name))
                .findFirst();
    }
}
