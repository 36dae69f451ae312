package org.parley.platform;

/** What became of a request, as the audit log says it. */
public enum Outcome {
    /** Answered with 1xx, 2xx or 3xx. */
    SUCCESS,
    /** Refused because of who asked: 401, 403, and 404 for what belongs to somebody else. */
    DENIED,
    /** Everything else: bad input, not found, too many, the database away. */
    FAILURE;

    /**
     * The outcome of a status.
     *
     * @param foreign whether a 404 stands for something that exists and belongs to somebody else
     */
    public static Outcome of(int status, boolean foreign) {
        if (status < 400) {
            return SUCCESS;
        }
        return status == 401 || status == 403 || (status == 404 && foreign) ? DENIED : FAILURE;
    }
}
