package org.parley.conversation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who speaks in a message. */
public enum Role {
    /** The person. */
    USER,
    /** The model. */
    ASSISTANT,
    /** Instructions to the model. */
    SYSTEM,
    /** What a tool answered. */
    TOOL;

    /** The name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a wire name; upper case is not accepted. */
    public static Optional<Role> of(String wire) {
        return Arrays.stream(values()).filter(role -> role.wire().equals(wire)).findFirst();
    }

    /** The role that an existing database's word stands for; whoever is not known speaks for the assistant's side. */
    static Role ofStored(String word) {
        return of(word.toLowerCase(Locale.ROOT)).orElse("human".equals(word) ? USER : ASSISTANT);
    }
}
