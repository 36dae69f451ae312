package org.parley.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.parley.document.StoredConversation;
import org.parley.message.Role;

/**
 * A conversation that was found.
 *
 * @param conversation its document as it is now
 * @param titleHighlights places of the hits in its title
 * @param matches the best of its messages that were found, at most {@link Group#SHOWN}
 * @param matchCount how many were found
 */
public record Found(StoredConversation conversation, List<Span> titleHighlights, List<Match> matches, int matchCount) {
    /**
     * A message that was found.
     *
     * @param seq its place in the conversation
     * @param role who said it
     * @param timestamp when; empty if it is not known
     * @param snippet what is shown of it
     */
    public record Match(int seq, Role role, Optional<Instant> timestamp, Snippet snippet) {}
}
