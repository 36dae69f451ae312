package org.parley.export;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.parley.document.StoredConversation;
import org.parley.message.Role;
import org.parley.message.StoredMessage;

/** What is said about messages where they are written for people. In English: a file has no reader's language. */
final class Labels {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Labels() {}

    /** {@code User}, or {@code Assistant (llama3.2)}. */
    static String speaker(StoredMessage message) {
        return role(message.role())
                + message.model()
                        .map(model -> " (" + model.replaceAll("\\s+", " ") + ")")
                        .orElse("");
    }

    static String time(Instant time) {
        return MINUTES.format(time);
    }

    /** From when to when. */
    static String span(StoredConversation conversation) {
        return time(conversation.times().knownCreated()) + " to "
                + time(conversation.times().knownUpdated());
    }

    private static String role(Role role) {
        return switch (role) {
            case USER -> "User";
            case ASSISTANT -> "Assistant";
            case SYSTEM -> "System";
            case TOOL -> "Tool";
        };
    }
}
