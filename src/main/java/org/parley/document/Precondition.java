package org.parley.document;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.parley.platform.ProblemException;

/**
 * {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13.1). For a change entity tags are compared strongly, so
 * that a weak one never matches; for reading they are compared weakly, because proxies that compress weaken them.
 */
public final class Precondition {
    /** Any state will do. */
    public static final Precondition NONE = new Precondition("");

    private final String header;

    private Precondition(String header) {
        this.header = header;
    }

    /** The precondition of a header. */
    public static Precondition of(String header) {
        return new Precondition(header.strip());
    }

    /** The precondition of a header with several lines, equal to one line with commas (RFC 9110, section 5.3). */
    public static Precondition ofLines(List<String> lines) {
        return lines == null ? NONE : of(String.join(",", lines));
    }

    /** Whether a state is asked for. */
    public boolean isPresent() {
        return !header.isEmpty();
    }

    /** Whether the client that sent {@code If-None-Match} has this state already, or wants none ({@code *}). */
    public boolean knows(StoredConversation conversation) {
        return "*".equals(header)
                || tags().map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(conversation.etag()::equals);
    }

    /**
     * The state a change must find; empty if any state will do.
     *
     * @throws ProblemException 412 when it has changed already
     */
    public Optional<StoredConversation> required(StoredConversation now) {
        if (!isPresent() || "*".equals(header)) {
            return Optional.empty();
        }
        if (tags().noneMatch(now.etag()::equals)) {
            throw failed();
        }
        return Optional.of(now);
    }

    private Stream<String> tags() {
        return Arrays.stream(header.split(",")).map(String::strip);
    }

    /** The refusal of a change of something that has changed. */
    public static ProblemException failed() {
        return new ProblemException(
                412, "The conversation has changed since you read it. Read it again, then repeat your change");
    }
}
