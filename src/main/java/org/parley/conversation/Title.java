package org.parley.conversation;

import jakarta.json.JsonValue;
import org.parley.platform.ProblemException;

/** The rule for titles: 1 to 200 characters (Unicode code points), not blank. */
final class Title {
    static final String DEFAULT = "New Conversation";
    static final int MAX_CHARACTERS = 200;

    private Title() {}

    /** Reads a title from a body. */
    static String of(JsonValue value) {
        String title = JsonInput.text("title", value);
        if (title.isBlank()) {
            throw ProblemException.badField("title", "must not be blank");
        }
        if (title.codePointCount(0, title.length()) > MAX_CHARACTERS) {
            throw ProblemException.badField("title", "is longer than " + MAX_CHARACTERS + " characters");
        }
        return title;
    }

    /** A text as a title: without blanks around it, never half a character; empty if it was blank. */
    static String shortened(String text) {
        String title = text.strip();
        int characters = Math.min(MAX_CHARACTERS, title.codePointCount(0, title.length()));
        return title.substring(0, title.offsetByCodePoints(0, characters)).strip();
    }
}
