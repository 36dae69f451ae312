package org.parley.conversation;

import java.util.Arrays;
import org.parley.platform.ProblemException;

/**
 * {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13.1). Entity tags are compared strongly, so a weak one
 * never matches.
 */
final class Precondition {
    private final String header;

    private Precondition(String header) {
        this.header = header;
    }

    /** The precondition of a header, which may be absent. */
    static Precondition of(String header) {
        return new Precondition(header == null ? "" : header.strip());
    }

    boolean isPresent() {
        return !header.isEmpty();
    }

    /** Whether the header names this state, or any ({@code *}). */
    boolean names(StoredConversation conversation) {
        return "*".equals(header)
                || Arrays.stream(header.split(",")).map(String::strip).anyMatch(conversation.etag()::equals);
    }

    /**
     * The state a change has to find, or null when the client does not mind which.
     *
     * @throws ProblemException 412 when it has changed already
     */
    StoredConversation required(StoredConversation now) {
        if (!isPresent() || "*".equals(header)) {
            return null;
        }
        if (!names(now)) {
            throw failed();
        }
        return now;
    }

    /** The refusal of a change of something that has changed. */
    static ProblemException failed() {
        return new ProblemException(
                412, "The conversation has changed since you read it. Read it again, then repeat your change");
    }
}
