package org.parley.security;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.parley.platform.ProblemException;

/** Users on the wire: {@code id, username, email, full_name, role, is_active, created_at, last_login}. */
final class UserJson {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private UserJson() {}

    /** What the user may know of itself; what has no value is left out. */
    static JsonObject of(User user) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("id", user.getId());
        add(json, "username", user.getUsername());
        add(json, "email", user.getEmail());
        add(json, "full_name", user.getFullName());
        json.add("role", user.getRole()).add("is_active", user.isActive());
        add(json, "created_at", date(user.getCreatedAt()));
        add(json, "last_login", date(user.getLastLogin()));
        return json.build();
    }

    /**
     * A registration. Fields that are missing or no text are left to {@link NewUser#errors}.
     *
     * @throws ProblemException 400 if {@code full_name} is there and no text
     */
    static NewUser newUser(JsonObject body) {
        JsonValue name = body.get("full_name");
        if (name != null && name != JsonValue.NULL && !(name instanceof JsonString)) {
            throw ProblemException.badField("full_name", "must be a text");
        }
        String fullName = text(body, "full_name");
        return new NewUser(
                text(body, "username"),
                text(body, "email"),
                text(body, "password"),
                fullName == null || fullName.isBlank() ? null : fullName.strip(),
                Caller.USER);
    }

    /** @throws ProblemException 400 if the field is missing, no text or empty */
    static String required(JsonObject body, String field) {
        String text = text(body, field);
        if (text == null || text.isEmpty()) {
            throw ProblemException.badField(field, "must be a text that is not empty");
        }
        return text;
    }

    private static String text(JsonObject body, String field) {
        return body.get(field) instanceof JsonString text ? text.getString() : null;
    }

    private static String date(Instant instant) {
        return instant == null ? null : DATE.format(instant);
    }

    private static void add(JsonObjectBuilder json, String field, String value) {
        if (value != null) {
            json.add(field, value);
        }
    }
}
