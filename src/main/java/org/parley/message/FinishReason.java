package org.parley.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an answer is incomplete. */
public enum FinishReason {
    /** The user stopped it. */
    STOPPED,
    /** The node that wrote it died, or the model stopped answering. */
    INTERRUPTED,
    /** It reached the model's token limit. */
    LENGTH,
    /** A content filter of the model's server cut it off. */
    CONTENT_FILTER;

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
