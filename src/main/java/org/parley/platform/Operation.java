package org.parley.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * CDI event: one request and its outcome. Fired once per request, or as a part of an {@link OperationBatch}, before the response is sent; carries ids and
 * circumstances, never contents or secrets.
 *
 * @param action such as {@code conversations.add_message}; {@code docs/data-model.md} has the list
 * @param resourceType {@code conversation}, {@code project}, {@code tag}, {@code token}, {@code user}, {@code audit} or {@code
 *     system}
 * @param resourceId id of the resource; empty if there is none (a list, a refused creation)
 * @param userId id of the caller; empty without a signed-in user
 * @param username name of the caller; at a failed login the submitted name, if it is well-formed
 * @param tokenId id of the API token that the caller used; empty with a session
 * @param method HTTP method
 * @param endpoint the path as called, without the query and without the name of a tag
 * @param status HTTP status of the response
 * @param outcome the outcome that the status stands for
 * @param ipAddress the client's address; empty for a command
 * @param userAgent the client's {@code User-Agent}, at most 512 characters
 * @param at when the request was answered
 * @param batch whether the request was about several resources, each of which has an operation
 */
public record Operation(
        String action,
        String resourceType,
        Optional<String> resourceId,
        Optional<String> userId,
        Optional<String> username,
        Optional<String> tokenId,
        String method,
        String endpoint,
        int status,
        Outcome outcome,
        Optional<String> ipAddress,
        Optional<String> userAgent,
        Instant at,
        boolean batch) {
    /** Whether the request cannot have changed anything. A login at an OpenID provider ends with a GET. */
    public boolean readOnly() {
        return ("GET".equals(method) || "HEAD".equals(method)) && !"auth.login".equals(action);
    }
}
