package org.parley.retention;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.bson.BsonDocument;
import org.parley.platform.ProblemException;

/**
 * What is to become of a user's conversations that nobody has changed for long. Pinned ones are exempt.
 *
 * @param archiveAfter the age at which they are archived; empty for never
 * @param trashAfter the age at which they are put into the trash, archived or not; empty for never
 */
record Retention(Optional<Days> archiveAfter, Optional<Days> trashAfter) {
    static final Retention NONE = new Retention(Optional.empty(), Optional.empty());

    static final String ARCHIVE = "archive_after";
    static final String TRASH = "trash_after";

    /** Reads a body; null and absent are the same. */
    static Retention of(JsonObject body) {
        return new Retention(days(ARCHIVE, body.get(ARCHIVE)), days(TRASH, body.get(TRASH)));
    }

    /** Reads query parameters; null and blank are the same. */
    static Retention of(String archiveAfter, String trashAfter) {
        return new Retention(days(ARCHIVE, archiveAfter), days(TRASH, trashAfter));
    }

    /** Reads a stored document; values that are no whole days in range are left out. */
    static Retention of(BsonDocument stored) {
        return new Retention(days(stored, ARCHIVE), days(stored, TRASH));
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** The same with a time after which the trash takes what it would take later or never. */
    Retention cappedAt(Optional<Days> max) {
        boolean sooner = max.isPresent()
                && trashAfter.filter(own -> own.count() <= max.get().count()).isEmpty();
        return sooner ? new Retention(archiveAfter, max) : this;
    }

    private static Optional<Days> days(BsonDocument stored, String field) {
        return stored.isInt32(field) ? Days.of(stored.getInt32(field).getValue()) : Optional.empty();
    }

    private static Optional<Days> days(String field, JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(Days.read(text.getString()).orElseThrow(() -> refused(field)));
        }
        throw refused(field);
    }

    private static Optional<Days> days(String field, String text) {
        return text == null || text.isBlank()
                ? Optional.empty()
                : Optional.of(Days.read(text).orElseThrow(() -> refused(field)));
    }

    private static ProblemException refused(String field) {
        return ProblemException.badField(field, "must be " + Days.TAKES + "; leave it out for never");
    }
}
