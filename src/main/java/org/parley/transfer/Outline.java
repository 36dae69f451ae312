package org.parley.transfer;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the first pass over a file saw, without keeping any of it.
 *
 * <p>Grows with the number of different field names, of which it keeps few, not with the file.
 */
final class Outline {
    private int items;
    private int conversations;
    private int messages;
    private String foreign;
    private Set<String> firstFields;

    /** One value where a conversation should be: its fields, none if it is no object. */
    void item(Set<String> fields) {
        items++;
        if (firstFields == null) {
            firstFields = new LinkedHashSet<>(fields);
        }
        if (Signature.conversation(fields)) {
            conversations++;
        } else if (Signature.message(fields)) {
            messages++;
        }
        if (foreign == null) {
            foreign = Signature.foreign(fields).orElse(null);
        }
    }

    int items() {
        return items;
    }

    /** Why none of the items can be imported; empty if one can be, and for a list of nothing. */
    Optional<String> refusal() {
        if (conversations > 0 || items == 0) {
            return Optional.empty();
        }
        if (foreign != null) {
            return Optional.of(Signature.advice(foreign));
        }
        if (messages > 0) {
            return Optional.of("this is a list of messages, not of conversations: wrap them as {\"messages\": […]}");
        }
        return Optional.of("it holds no conversations: "
                + (items == 1 ? "the only entry" : "the first of " + items + " entries")
                + (firstFields.isEmpty() ? " has no fields" : " has the fields " + String.join(", ", firstFields)));
    }
}
