package org.parley.platform;

import java.time.Instant;

/**
 * CDI event: what one request was and what became of it. Fired once per request, before its answer leaves; it carries
 * ids and circumstances, never contents or secrets.
 *
 * @param action such as {@code conversations.add_message}; the list is in {@code docs/data-model.md}
 * @param resourceType {@code conversation} or {@code user}
 * @param resourceId id of the resource, or null when there is none (a list, a refused creation)
 * @param userId id of who asked, or null when nobody is signed in
 * @param username name of who asked; at a failed login the name that was tried, when it has the form of a name
 * @param method HTTP method
 * @param endpoint the path as called, without the query
 * @param status HTTP status of the answer
 * @param outcome what the status means
 * @param ipAddress where the request came from
 * @param userAgent what the client calls itself, or null; at most 512 characters
 * @param at when the request was answered
 */
public record Operation(
        String action,
        String resourceType,
        String resourceId,
        String userId,
        String username,
        String method,
        String endpoint,
        int status,
        Outcome outcome,
        String ipAddress,
        String userAgent,
        Instant at) {
    /** Whether nothing was, or could have been, changed by it. */
    public boolean readOnly() {
        return "GET".equals(method) || "HEAD".equals(method);
    }
}
