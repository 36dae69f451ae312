package org.parley.security;

import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * A user's preferences for all chats. They are stored as {@code preferences} in the user document and read with every
 * request, so asking the {@link Caller} for them costs nothing.
 *
 * @param language one of {@link #LANGUAGES}; if empty, the browser decides
 * @param systemPrompt instructions for the assistant, at most {@value #SYSTEM_PROMPT_LIMIT} bytes of UTF-8; empty for
 *     none
 * @param model id of the model that new chats use; if empty, the installation's default
 * @param retentionNote the ages, as in the query of {@code GET /auth/me/retention/preview}, of which the user has
 *     acknowledged that conversations are archived and trashed; empty if none
 */
public record Preferences(
        Optional<String> language,
        Optional<String> systemPrompt,
        Optional<String> model,
        Optional<String> retentionNote) {
    /** The languages of the pages; the first is the fallback for any other. */
    public static final List<String> LANGUAGES = List.of("en", "de", "es");

    /** The maximum size of a system prompt in bytes of UTF-8. */
    public static final int SYSTEM_PROMPT_LIMIT = 8 * 1024;

    /** No preferences. */
    public static final Preferences NONE =
            new Preferences(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static final String FIELD = "preferences";
    static final String LANGUAGE = "language";
    static final String SYSTEM_PROMPT = "system_prompt";
    static final String MODEL = "model";
    static final String RETENTION_NOTE = "retention_note";

    /** Reads them from a user document; ignores values that another program stored in another shape. */
    static Preferences of(Document user) {
        return user.get(FIELD) instanceof Document stored
                ? new Preferences(
                        text(stored, LANGUAGE).filter(LANGUAGES::contains),
                        text(stored, SYSTEM_PROMPT),
                        text(stored, MODEL),
                        text(stored, RETENTION_NOTE))
                : NONE;
    }

    private static Optional<String> text(Document stored, String field) {
        return stored.get(field) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
