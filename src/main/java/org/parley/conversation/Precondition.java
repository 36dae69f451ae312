package org.parley.conversation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.parley.platform.ProblemException;

/**
 * {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13.1). For a change entity tags are compared strongly, so
 * that a weak one never matches; for reading they are compared weakly, because proxies that compress weaken them.
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

    /** The precondition of a header in all its lines, which say the same as one line with commas (RFC 9110, section 5.3). */
    static Precondition ofLines(List<String> lines) {
        return of(lines == null ? null : String.join(",", lines));
    }

    boolean isPresent() {
        return !header.isEmpty();
    }

    /** Whether who sent {@code If-None-Match} has this state already, or wants none at all ({@code *}). */
    boolean knows(StoredConversation conversation) {
        return "*".equals(header)
                || tags().map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(conversation.etag()::equals);
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
        if (tags().noneMatch(now.etag()::equals)) {
            throw failed();
        }
        return now;
    }

    private Stream<String> tags() {
        return Arrays.stream(header.split(",")).map(String::strip);
    }

    /** The refusal of a change of something that has changed. */
    static ProblemException failed() {
        return new ProblemException(
                412, "The conversation has changed since you read it. Read it again, then repeat your change");
    }
}
