package org.parley.conversation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an answer ended before its model was done with it. A whole answer has none. */
public enum FinishReason {
    /** The user stopped it. */
    STOPPED,
    /** The node that wrote it died, or the model went away in the middle. */
    INTERRUPTED,
    /** It reached the most tokens that the model gives. */
    LENGTH;

    /** The name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a wire name; upper case is not accepted. */
    public static Optional<FinishReason> of(String wire) {
        return Arrays.stream(values())
                .filter(reason -> reason.wire().equals(wire))
                .findFirst();
    }
}
