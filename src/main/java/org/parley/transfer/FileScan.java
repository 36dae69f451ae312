package org.parley.transfer;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.parley.formats.Formats;

/**
 * The result of the first pass over a file, which keeps none of its content.
 *
 * <p>Its size grows with the number of different field names, of which it keeps at most 100 per entry, not with the
 * file.
 */
final class FileScan {
    private int items;
    private int conversations;
    private int messages;
    private int shareGpt;
    private String advice;
    private Set<String> firstFields;

    /** Adds one value in the position of a conversation: its fields, empty if it is not an object. */
    void item(Set<String> fields) {
        items++;
        shareGpt += Formats.isShareGptMessage(fields) ? 1 : 0;
        if (firstFields == null) {
            firstFields = new LinkedHashSet<>(fields);
        }
        if (Formats.name(fields).isPresent()) {
            conversations++;
        } else if (Formats.isMessage(fields)) {
            messages++;
        }
        if (advice == null) {
            advice = Formats.advice(fields).orElse(null);
        }
    }

    /** Whether all are ShareGPT's messages, whose list bears the name of a list of conversations. */
    boolean isShareGpt() {
        return items > 0 && shareGpt == items;
    }

    int items() {
        return items;
    }

    /** Why none of the entries can be imported; empty if one can be, and for an empty list. */
    Optional<String> refusal() {
        if (conversations > 0 || items == 0) {
            return Optional.empty();
        }
        if (advice != null) {
            return Optional.of(advice);
        }
        if (messages > 0) {
            return Optional.of("this is a list of messages, not of conversations: wrap them as {\"messages\": […]}");
        }
        return Optional.of("it holds no conversations: "
                + (items == 1 ? "the only entry" : "the first of " + items + " entries")
                + (firstFields.isEmpty() ? " has no fields" : " has the fields " + String.join(", ", firstFields)));
    }
}
