package org.parley.document;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.types.ObjectId;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/**
 * A change of tags, project or pin.
 *
 * @param target the project it moves the conversation to, which must be one of the owner's; empty if to none
 * @param change makes the new filing of the one before
 */
public record FilingChange(Optional<String> target, UnaryOperator<Filing> change) {
    /**
     * Reads and checks the fields of a body: {@code tags}, {@code project_id} and {@code pinned}. Null counts as absent,
     * but for {@code project_id}, where it means no project.
     *
     * @return empty if the body has none of them
     * @throws ProblemException 400 that names the field
     */
    public static Optional<FilingChange> of(JsonObject body) {
        Optional<List<String>> tags = given(body, Filing.TAGS).map(Tags::of);
        Optional<Optional<String>> project =
                Optional.ofNullable(body.get(Filing.PROJECT)).map(FilingChange::project);
        Optional<Boolean> pinned = given(body, Filing.PINNED).map(FilingChange::flag);
        if (tags.isEmpty() && project.isEmpty() && pinned.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FilingChange(project.flatMap(id -> id), before -> {
            Filing tagged = tags.map(before::withTags).orElse(before);
            Filing moved = project.map(tagged::withProject).orElse(tagged);
            return pinned.map(moved::withPinned).orElse(moved);
        }));
    }

    /** A change that moves nothing to a project. */
    public static FilingChange of(UnaryOperator<Filing> change) {
        return new FilingChange(Optional.empty(), change);
    }

    /** Moves to a project. */
    public static FilingChange moveTo(String project) {
        return new FilingChange(Optional.of(project), filing -> filing.withProject(Optional.of(project)));
    }

    /** Takes out of a project, unless it is in another one by then. */
    public static FilingChange takeOut(String project) {
        return of(filing ->
                filing.project().filter(project::equals).isPresent() ? filing.withProject(Optional.empty()) : filing);
    }

    /**
     * A project's id from outside.
     *
     * @throws ProblemException 400 if it cannot be one
     */
    public static String projectId(String field, String text) {
        if (!ObjectId.isValid(text)) {
            throw ProblemException.badField(field, "must be the id of one of your projects");
        }
        return new ObjectId(text).toHexString();
    }

    /** The filing after the change. */
    public Filing apply(Filing before) {
        return change.apply(before);
    }

    private static Optional<JsonValue> given(JsonObject body, String field) {
        return Optional.ofNullable(body.get(field)).filter(value -> value != JsonValue.NULL);
    }

    private static Optional<String> project(JsonValue value) {
        return value == JsonValue.NULL
                ? Optional.empty()
                : Optional.of(projectId(Filing.PROJECT, JsonInput.text(Filing.PROJECT, value)));
    }

    private static boolean flag(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw ProblemException.badField(Filing.PINNED, "must be true or false");
        };
    }
}
