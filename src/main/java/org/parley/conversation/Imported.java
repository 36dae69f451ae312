package org.parley.conversation;

/**
 * What became of one conversation that was to be imported.
 *
 * @param outcome which of the four
 * @param conversationId its id in Parley, or null if it failed
 * @param added how many messages were added, or would be
 * @param reason why it failed, else null
 */
public record Imported(Outcome outcome, String conversationId, int added, String reason) {
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

    /** One that failed, and why. */
    public static Imported failed(String reason) {
        return new Imported(Outcome.FAILED, null, 0, reason);
    }
}
