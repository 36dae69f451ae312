package org.parley.project;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.parley.platform.ProblemException;

/**
 * What {@code PUT /projects/{id}} asks for. Absent fields stay unchanged; an inner empty value ends a colour or
 * instructions.
 *
 * @param name the new name
 * @param color the new colour
 * @param instructions the new instructions
 */
public record ProjectChange(
        Optional<String> name, Optional<Optional<Color>> color, Optional<Optional<String>> instructions) {
    /**
     * Reads a body.
     *
     * @throws ProblemException 400 that names the field
     */
    public static ProjectChange of(JsonObject body) {
        return new ProjectChange(
                Optional.ofNullable(body.get("name")).map(NewProject::name),
                Optional.ofNullable(body.get("color")).map(Color::of),
                Optional.ofNullable(body.get("instructions")).map(NewProject::instructions));
    }
}
