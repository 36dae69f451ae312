package org.parley.conversation;

import java.util.List;

/**
 * Learns of every change of a conversation, to update what a feature stores beside it. Every bean of this type is
 * called.
 *
 * <p>The call comes in the thread that made the change, after the database has acknowledged it and before the caller
 * gets its answer. An exception fails the caller's request although the change is stored, so a listener throws only if
 * the request may be repeated. Adoption and sealing are not reported: they change where messages are stored, not what a
 * conversation is.
 */
public interface ConversationListener {
    /**
     * Handles changes that were stored by one command.
     *
     * @param changes at least one, all of conversations of one user
     */
    void changed(List<ConversationChange> changes);

    /**
     * Called before a command that may replace messages. What was copied of them goes with them even if the node dies right
     * after the command, so whoever keeps copies notes it here.
     */
    default void replacing(String userId) {}
}
