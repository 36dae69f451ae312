package org.parley.assistant;

import java.util.List;
import org.parley.conversation.SpokenMessage;

/** Answers in a conversation. It never pretends: without a model it says so. */
public interface Assistant {
    /** What it is called in the answers it gives, such as a model's name. */
    String name();

    /**
     * Answers the last message.
     *
     * @param messages the newest messages of the conversation, oldest first; at least one
     * @return the answer's text, not blank
     */
    String answer(List<SpokenMessage> messages);
}
