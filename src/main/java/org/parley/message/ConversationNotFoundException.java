package org.parley.message;

import org.parley.platform.ProblemException;

/**
 * The caller has no such conversation: unknown, deleted, malformed or another user's. All are answered the same, so an id
 * proves nothing.
 */
public class ConversationNotFoundException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final boolean foreign;

    /**
     * The refusal.
     *
     * @param foreign whether it belongs to another user; only the audit log may know
     */
    public ConversationNotFoundException(boolean foreign) {
        super(404, "Conversation not found");
        this.foreign = foreign;
    }

    /** Whether it belongs to another user: for the audit log, never for the caller. */
    public boolean foreign() {
        return foreign;
    }
}
