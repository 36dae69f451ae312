package org.parley.conversation;

import org.parley.platform.ProblemException;

/**
 * The caller has no such conversation: unknown, deleted, malformed or somebody else's, all answered the same, so that an
 * id proves nothing.
 */
public class ConversationNotFoundException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final boolean foreign;

    /**
     * Says that there is none.
     *
     * @param foreign whether it exists and belongs to somebody else; known to the audit log only
     */
    ConversationNotFoundException(boolean foreign) {
        super(404, "Conversation not found");
        this.foreign = foreign;
    }

    /** Whether it belongs to somebody else: for the audit log, never for the caller. */
    public boolean foreign() {
        return foreign;
    }
}
