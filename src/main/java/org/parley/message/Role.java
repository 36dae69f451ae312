package org.parley.message;

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

    private static final Role[] ALL = values();

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name on the wire and in the database. */
    public String wire() {
        return wire;
    }

    /** The role of a wire name; upper case is not accepted. */
    public static Optional<Role> of(String wire) {
        for (Role role : ALL) {
            if (role.wire.equals(wire)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The role of a word in an existing database; unknown words count as the assistant. */
    public static Role ofStored(String word) {
        return of(word.toLowerCase(Locale.ROOT)).orElse("human".equals(word) ? USER : ASSISTANT);
    }
}
