package org.parley.transfer;

/** One conversation of the file cannot be imported; the others can. The message is the reason in the report. */
final class UnreadableConversationException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableConversationException(String reason) {
        super(reason);
    }
}
