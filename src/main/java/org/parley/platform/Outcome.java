package org.parley.platform;

/** The outcome of a request in the audit log. */
public enum Outcome {
    /** Answered with 1xx, 2xx or 3xx. */
    SUCCESS,
    /** Refused because of the caller: 401, 403, and 404 for another user's resource. */
    DENIED,
    /** Everything else: bad input, not found, too many requests, the database unavailable. */
    FAILURE;

    /**
     * The outcome of a status.
     *
     * @param foreign whether a 404 hides a resource that belongs to another user
     */
    public static Outcome of(int status, boolean foreign) {
        if (status < 400) {
            return SUCCESS;
        }
        return status == 401 || status == 403 || (status == 404 && foreign) ? DENIED : FAILURE;
    }
}
