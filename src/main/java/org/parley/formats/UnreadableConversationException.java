package org.parley.formats;

import org.parley.intake.ConversationImport;

/** One conversation of the file cannot be imported; the others can. The message is the reason in the report. */
public final class UnreadableConversationException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableConversationException(String reason) {
        super(reason);
    }

    /** A message is longer than what a document holds. */
    static UnreadableConversationException tooLong(int bytes) {
        return new UnreadableConversationException("one of its messages has " + bytes
                + " bytes; a document of the database holds " + ConversationImport.MAX_CONTENT_BYTES);
    }
}
