package org.parley.security;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parley.platform.FieldError;
import org.parley.platform.ProblemException;

/** A partial update: empty removes a preference, absent leaves it unchanged. */
public final class PreferencesChange {
    private static final int MODEL_LIMIT = 200;

    private static final List<String> FIELDS =
            List.of(Preferences.LANGUAGE, Preferences.SYSTEM_PROMPT, Preferences.MODEL, Preferences.RETENTION_NOTE);

    private static final String DAYS = "P[1-9][0-9]{0,3}D";
    private static final Pattern RETENTION_NOTE =
            Pattern.compile("archive_after=" + DAYS + "(&trash_after=" + DAYS + ")?|trash_after=" + DAYS);

    private final Map<String, Optional<String>> values = new LinkedHashMap<>();

    private PreferencesChange() {}

    /**
     * Reads a request body.
     *
     * @throws ProblemException 400 naming a field that is neither a string nor null
     */
    static PreferencesChange of(JsonObject body) {
        PreferencesChange change = new PreferencesChange();
        for (String field : FIELDS) {
            JsonValue value = body.get(field);
            if (value instanceof JsonString text) {
                change.put(field, text.getString());
            } else if (value == JsonValue.NULL) {
                change.put(field, null);
            } else if (value != null) {
                throw ProblemException.badField(field, "must be a text, or null to remove it");
            }
        }
        return change;
    }

    /**
     * The change that a form submits.
     *
     * @param language a language; null or blank lets the browser decide
     * @param systemPrompt instructions for the assistant; null or blank for none
     */
    public static PreferencesChange ofForm(String language, String systemPrompt) {
        PreferencesChange change = new PreferencesChange();
        change.put(Preferences.LANGUAGE, language);
        change.put(Preferences.SYSTEM_PROMPT, systemPrompt);
        return change;
    }

    /** All validation errors; empty if the change may be stored. */
    public List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        values.forEach((field, value) ->
                value.map(text -> fault(field, text)).ifPresent(fault -> errors.add(new FieldError(field, fault))));
        return errors;
    }

    Map<String, Optional<String>> values() {
        return values;
    }

    private void put(String field, String text) {
        values.put(field, text == null || text.isBlank() ? Optional.empty() : Optional.of(text));
    }

    private static String fault(String field, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return "holds half a character";
        }
        return switch (field) {
            case Preferences.LANGUAGE ->
                Preferences.LANGUAGES.contains(text)
                        ? null
                        : "must be one of " + String.join(", ", Preferences.LANGUAGES);
            case Preferences.SYSTEM_PROMPT ->
                text.getBytes(StandardCharsets.UTF_8).length <= Preferences.SYSTEM_PROMPT_LIMIT
                        ? null
                        : "is larger than " + Preferences.SYSTEM_PROMPT_LIMIT + " bytes";
            case Preferences.RETENTION_NOTE ->
                RETENTION_NOTE.matcher(text).matches()
                        ? null
                        : "must be ages as in the query of a preview, such as archive_after=P90D&trash_after=P365D";
            default ->
                text.length() <= MODEL_LIMIT && text.chars().noneMatch(Character::isISOControl)
                        ? null
                        : "must be the id of a model, at most " + MODEL_LIMIT + " characters";
        };
    }
}
