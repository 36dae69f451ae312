package org.parley.segment;

import org.parley.platform.ProblemException;

/** A conversation was replaced or deleted while it was being read. */
public class SnapshotGoneException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** The refusal. */
    public SnapshotGoneException() {
        super(409, "The conversation was changed while it was read. Read it again");
    }
}
