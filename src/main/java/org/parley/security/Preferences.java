package org.parley.security;

import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * What a person has chosen for all of their chats; stored as {@code preferences} in their user document and read with
 * every request, so that asking the {@link Caller} for it costs nothing.
 *
 * @param language one of {@link #LANGUAGES}; empty: the browser decides
 * @param systemPrompt how the assistant is to answer, at most {@value #SYSTEM_PROMPT_LIMIT} bytes of UTF-8; empty:
 *     nothing special
 * @param model id of the model new chats begin with; empty: the installation's own
 */
public record Preferences(Optional<String> language, Optional<String> systemPrompt, Optional<String> model) {
    /** The languages of the pages; the first is spoken to whoever asks for another one. */
    public static final List<String> LANGUAGES = List.of("en", "de", "es");

    /** The longest system prompt in bytes of UTF-8. */
    public static final int SYSTEM_PROMPT_LIMIT = 8 * 1024;

    /** Nothing was chosen. */
    public static final Preferences NONE = new Preferences(Optional.empty(), Optional.empty(), Optional.empty());

    static final String FIELD = "preferences";
    static final String LANGUAGE = "language";
    static final String SYSTEM_PROMPT = "system_prompt";
    static final String MODEL = "model";

    /** Reads them from a user document; what another program may have written there in another shape is passed over. */
    static Preferences of(Document user) {
        return user.get(FIELD) instanceof Document stored
                ? new Preferences(
                        text(stored, LANGUAGE).filter(LANGUAGES::contains),
                        text(stored, SYSTEM_PROMPT),
                        text(stored, MODEL))
                : NONE;
    }

    private static Optional<String> text(Document stored, String field) {
        return stored.get(field) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
