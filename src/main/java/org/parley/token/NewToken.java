package org.parley.token;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.parley.platform.Instants;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/**
 * A token to be made, already checked.
 *
 * @param name 1 to {@value #MAX_NAME} characters (Unicode code points), without blanks at its ends
 * @param scopes what it allows; at least one
 * @param expiresAt when it ends, in the future; empty for never
 */
record NewToken(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
    static final int MAX_NAME = 100;

    private static final String SCOPES = "scopes";
    private static final String EXPIRES_AT = "expires_at";

    /**
     * Reads a body.
     *
     * @throws ProblemException 400 that names the field
     */
    static NewToken of(JsonObject body, Instant now) {
        return new NewToken(name(body.get("name")), scopes(body.get(SCOPES)), expiry(body.get(EXPIRES_AT), now));
    }

    private static String name(JsonValue value) {
        if (value == null) {
            throw ProblemException.badField("name", "is missing. Say what the token is for");
        }
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

    private static Set<Scope> scopes(JsonValue value) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (value instanceof JsonArray names) {
            for (JsonValue name : names) {
                Optional<Scope> scope =
                        name instanceof JsonString text ? Scope.named(text.getString()) : Optional.empty();
                scopes.add(scope.orElseThrow(NewToken::badScopes));
            }
        }
        if (scopes.isEmpty()) {
            throw badScopes();
        }
        return scopes;
    }

    private static ProblemException badScopes() {
        return ProblemException.badField(SCOPES, "must be a list of read, write or both");
    }

    private static Optional<Instant> expiry(JsonValue value, Instant now) {
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        Instant time = Instants.parse(JsonInput.text(EXPIRES_AT, value))
                .orElseThrow(() -> ProblemException.badField(
                        EXPIRES_AT, "must be a date and time such as 2027-01-31T00:00:00Z, or null for never"));
        if (!time.isAfter(now)) {
            throw ProblemException.badField(EXPIRES_AT, "must be in the future");
        }
        return Optional.of(time);
    }
}
