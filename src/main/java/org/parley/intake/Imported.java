package org.parley.intake;

import java.util.Optional;

/**
 * What became of one conversation that was to be imported.
 *
 * @param outcome which of the four
 * @param conversationId its id in Parley; empty if it failed
 * @param added how many messages were added, or would be
 * @param reason why it failed; empty if it did not
 */
public record Imported(Outcome outcome, Optional<String> conversationId, int added, Optional<String> reason) {
    /** What can become of it. */
    public enum Outcome {
        /** It was not there and is now. */
        NEW,
        /** It was there and has got messages that were missing. */
        EXTENDED,
        /** All of it was there. */
        UNCHANGED,
        /** The database refused it; nothing of it can be seen. */
        FAILED
    }

    /** One that is there now. */
    public static Imported of(Outcome outcome, String conversationId, int added) {
        return new Imported(outcome, Optional.of(conversationId), added, Optional.empty());
    }

    /** One that failed, and why. */
    public static Imported failed(String reason) {
        return new Imported(Outcome.FAILED, Optional.empty(), 0, Optional.of(reason));
    }
}
