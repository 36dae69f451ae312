package org.parley.export;

import java.io.IOException;
import java.io.Writer;
import org.parley.conversation.Snapshot;

/** A form in which a conversation is written for people. */
interface ConversationForm {
    /** Writes the branch that a reader sees, message by message as they are read. */
    void write(Snapshot conversation, Writer out) throws IOException;
}
