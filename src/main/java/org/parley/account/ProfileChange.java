package org.parley.account;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parley.platform.FieldError;
import org.parley.platform.ProblemException;
import org.parley.security.NewUser;
import org.parley.security.UserJson;

/**
 * A change of one's name and address, confirmed by the password, or a login at the OpenID provider. What is absent stays.
 *
 * @param email the new address
 * @param fullName the new full name, at most 200 characters; an empty one inside removes it
 * @param password the caller's password; empty for one who has none
 */
record ProfileChange(Optional<String> email, Optional<Optional<String>> fullName, Optional<String> password) {
    /**
     * Reads a request body.
     *
     * @throws ProblemException 400 with the invalid fields
     */
    static ProfileChange of(JsonObject body) {
        List<FieldError> errors = new ArrayList<>();
        Optional<String> email = Optional.empty();
        if (body.containsKey("email")) {
            email = text(body.get("email")).map(String::strip);
            NewUser.emailFault(email.orElse(null)).ifPresent(errors::add);
        }
        Optional<Optional<String>> fullName = Optional.empty();
        if (body.containsKey("full_name")) {
            JsonValue name = body.get("full_name");
            fullName = Optional.of(text(name).map(String::strip).filter(given -> !given.isEmpty()));
            if (name != JsonValue.NULL && !(name instanceof JsonString)) {
                errors.add(new FieldError("full_name", "must be a text, or null to remove it"));
            }
            NewUser.fullNameFault(fullName.get()).ifPresent(errors::add);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.badRequest(errors);
        }
        return new ProfileChange(email, fullName, UserJson.password(body));
    }

    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "ProfileChange[" + email + ", " + fullName + "]";
    }
}
