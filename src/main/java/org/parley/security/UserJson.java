package org.parley.security;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;
import org.parley.platform.ProblemException;

/**
 * Users on the wire: {@code id, username, email, full_name, role, is_active, created_at, last_login,
 * password_change_required}.
 */
public final class UserJson {
    private static final int MAX_CODE = 64;

    private UserJson() {}

    /** Writes the fields a user may see of itself, without those that have no value. */
    public static void write(JsonGenerator json, User user) throws IOException {
        json.writeStartObject();
        fields(json, user);
        json.writeEndObject();
    }

    /** The same into an open object. */
    public static void fields(JsonGenerator json, User user) throws IOException {
        json.writeStringField("id", user.getId());
        field(json, "username", user.getUsername());
        field(json, "email", user.getEmail());
        field(json, "full_name", user.getFullName());
        json.writeStringField("role", user.getRole());
        json.writeBooleanField("is_active", user.isActive());
        date(json, "created_at", user.getCreatedAt());
        date(json, "last_login", user.getLastLogin());
        if (user.isPasswordChangeRequired()) {
            json.writeBooleanField("password_change_required", true);
        }
    }

    /**
     * Reads a registration. Fields that are missing or not strings are left to {@link NewUser#errors}.
     *
     * @param role the role that the user is to have
     * @throws ProblemException 400 if {@code full_name} is present and not a string
     */
    public static NewUser newUser(JsonObject body, String role) {
        JsonValue name = body.get("full_name");
        if (name != null && name != JsonValue.NULL && !(name instanceof JsonString)) {
            throw ProblemException.badField("full_name", "must be a text");
        }
        return new NewUser(
                text(body, "username"),
                text(body, "email"),
                text(body, "password"),
                Optional.ofNullable(text(body, "full_name")).map(String::strip).filter(given -> !given.isEmpty()),
                role);
    }

    /**
     * A field that must be there.
     *
     * @throws ProblemException 400 if the field is missing, no text or empty
     */
    public static String required(JsonObject body, String field) {
        String text = text(body, field);
        if (text == null || text.isEmpty()) {
            throw ProblemException.badField(field, "must be a text that is not empty");
        }
        return text;
    }

    /** The password that confirms a change; empty if it is absent, no text or empty. */
    public static Optional<String> password(JsonObject body) {
        return Optional.ofNullable(text(body, "password")).filter(password -> !password.isEmpty());
    }

    /**
     * The code of a login; empty if it is absent, null or blank.
     *
     * @throws ProblemException 400 if it is not a string, or longer than 64 characters
     */
    static Optional<String> code(JsonObject body) {
        JsonValue code = body.get("code");
        if (code == null || code == JsonValue.NULL) {
            return Optional.empty();
        }
        if (!(code instanceof JsonString text) || text.getString().length() > MAX_CODE) {
            throw ProblemException.badField("code", "must be a text of at most " + MAX_CODE + " characters");
        }
        return Optional.of(text.getString()).filter(entered -> !entered.isBlank());
    }

    private static String text(JsonObject body, String field) {
        return body.get(field) instanceof JsonString text ? text.getString() : null;
    }

    private static void field(JsonGenerator json, String field, String value) throws IOException {
        JsonBody.field(json, field, Optional.ofNullable(value));
    }

    private static void date(JsonGenerator json, String field, Instant value) throws IOException {
        JsonBody.field(json, field, Optional.ofNullable(value).map(Instants::format));
    }
}
