package org.parley.admin;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.platform.FieldError;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.NewUser;
import org.parley.security.UserChange;
import org.parley.security.UserJson;

/** Reads what administrators send about users. Every wrong value is a 400 that names it. */
final class UserRequests {
    /** Longer than any name or address. */
    private static final int MAX_PART = 254;

    private static final String ROLE = "role";
    private static final String ACTIVE = "is_active";
    private static final String EMAIL = "email";
    private static final String FULL_NAME = "full_name";

    private UserRequests() {}

    /** A user to create; without a role a {@link Caller#USER}, and without a password one that gets a one-time password. */
    static NewUser newUser(JsonObject body) {
        List<FieldError> errors = new ArrayList<>();
        String role = body.containsKey(ROLE) ? role(body, errors).orElse(Caller.USER) : Caller.USER;
        JsonValue password = body.getOrDefault("password", JsonValue.NULL);
        if (password != JsonValue.NULL && !(password instanceof JsonString)) {
            errors.add(new FieldError("password", "must be a text, or null for a one-time password"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.badRequest(errors);
        }
        return UserJson.newUser(body, role);
    }

    /** A change of a user, of at least one field. */
    static UserChange change(JsonObject body) {
        List<FieldError> errors = new ArrayList<>();
        Optional<String> role = body.containsKey(ROLE) ? role(body, errors) : Optional.empty();
        Optional<Boolean> active = body.containsKey(ACTIVE) ? flag(body, errors) : Optional.empty();
        Optional<String> email = Optional.empty();
        if (body.containsKey(EMAIL)) {
            email = text(body.get(EMAIL)).map(String::strip);
            NewUser.emailFault(email.orElse(null)).ifPresent(errors::add);
        }
        Optional<Optional<String>> fullName = body.containsKey(FULL_NAME) ? fullName(body, errors) : Optional.empty();
        if (!errors.isEmpty()) {
            throw ProblemException.badRequest(errors);
        }
        UserChange change = new UserChange(role, active, email, fullName);
        if (change.equals(UserChange.NOTHING)) {
            throw new ProblemException(400, "The body changes nothing. Send role, is_active, full_name or email");
        }
        return change;
    }

    /** The parameter {@code q}; empty if it is absent or blank. */
    static Optional<String> part(String q) {
        Optional<String> part = Optional.ofNullable(q).map(String::strip).filter(text -> !text.isEmpty());
        if (part.filter(text -> text.length() > MAX_PART || text.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw ProblemException.badField("q", "must be at most " + MAX_PART + " characters in one line");
        }
        return part;
    }

    /** The parameter {@code cursor}, the id of a user. */
    static Optional<String> cursor(String cursor) {
        if (cursor != null && !ObjectId.isValid(cursor)) {
            throw ProblemException.badField("cursor", "must be the cursor of a Link header, as it was sent");
        }
        return Optional.ofNullable(cursor);
    }

    private static Optional<String> role(JsonObject body, List<FieldError> errors) {
        Optional<String> role = text(body.get(ROLE)).filter(List.of(Caller.USER, Caller.ADMIN)::contains);
        if (role.isEmpty()) {
            errors.add(new FieldError(ROLE, "must be USER or ADMIN"));
        }
        return role;
    }

    private static Optional<Boolean> flag(JsonObject body, List<FieldError> errors) {
        JsonValue value = body.get(ACTIVE);
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            errors.add(new FieldError(ACTIVE, "must be true or false"));
        }
        return Optional.of(value == JsonValue.TRUE);
    }

    private static Optional<Optional<String>> fullName(JsonObject body, List<FieldError> errors) {
        JsonValue value = body.get(FULL_NAME);
        if (value != JsonValue.NULL && !(value instanceof JsonString)) {
            errors.add(new FieldError(FULL_NAME, "must be a text, or null to remove it"));
        }
        Optional<String> name = text(value).map(String::strip).filter(given -> !given.isEmpty());
        NewUser.fullNameFault(name).ifPresent(errors::add);
        return Optional.of(name);
    }

    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }
}
