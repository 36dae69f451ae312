package org.parley.project;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/**
 * A project to be made, already checked.
 *
 * @param name 1 to {@value #MAX_NAME} characters (Unicode code points), without blanks at its ends
 * @param color a colour, or none
 * @param instructions at most {@value #MAX_INSTRUCTIONS} characters
 */
public record NewProject(String name, Optional<Color> color, Optional<String> instructions) {
    static final int MAX_NAME = 100;
    static final int MAX_INSTRUCTIONS = 20_000;

    /**
     * Reads a body.
     *
     * @throws ProblemException 400 that names the field
     */
    public static NewProject of(JsonObject body) {
        if (!body.containsKey("name")) {
            throw ProblemException.badField("name", "is missing; a project needs one");
        }
        return new NewProject(
                name(body.get("name")),
                Optional.ofNullable(body.get("color")).flatMap(Color::of),
                Optional.ofNullable(body.get("instructions")).flatMap(NewProject::instructions));
    }

    /** A name from elsewhere, as one that a project can have; empty if nothing is left of it. */
    static String nameFrom(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        int characters = line.codePointCount(0, line.length());
        return characters <= MAX_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_NAME)).strip();
    }

    /** Reads a name. */
    static String name(JsonValue value) {
        String name = JsonInput.text("name", value).strip();
        int characters = name.codePointCount(0, name.length());
        if (characters == 0 || characters > MAX_NAME) {
            throw ProblemException.badField("name", "must have 1 to " + MAX_NAME + " characters, not only blanks");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw ProblemException.badField("name", "must not hold control characters or line breaks");
        }
        return name;
    }

    /** Reads instructions; empty for null or blanks. */
    static Optional<String> instructions(JsonValue value) {
        if (value == JsonValue.NULL) {
            return Optional.empty();
        }
        String text = JsonInput.text("instructions", value);
        if (text.codePointCount(0, text.length()) > MAX_INSTRUCTIONS) {
            throw ProblemException.badField("instructions", "are longer than " + MAX_INSTRUCTIONS + " characters");
        }
        return Optional.of(text).filter(given -> !given.isBlank());
    }
}
