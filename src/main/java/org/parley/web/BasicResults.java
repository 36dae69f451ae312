package org.parley.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.parley.document.Status;
import org.parley.message.Role;
import org.parley.search.Found;
import org.parley.search.SearchAnswer;
import org.parley.search.Span;

/**
 * What a search found, as the basic page shows it. What is absent is null, which the page's expressions understand.
 *
 * @param entries conversations, the best first
 * @param next the cursor of the next page; null if this is the last one
 */
public record BasicResults(List<Entry> entries, String next) {
    /**
     * A conversation that was found.
     *
     * @param others how many of its messages were found beside {@code matches}
     */
    public record Entry(
            String id, List<Piece> title, Instant updatedAt, boolean archived, List<Match> matches, int others) {}

    /** A message that was found. */
    public record Match(int seq, Role role, List<Piece> snippet) {}

    /** A part of a text: a hit, or what stands between two. */
    public record Piece(String text, boolean hit) {}

    static BasicResults of(SearchAnswer answer) {
        return new BasicResults(
                answer.results().stream().map(BasicResults::entry).toList(),
                answer.next().orElse(null));
    }

    private static Entry entry(Found found) {
        return new Entry(
                found.conversation().id(),
                pieces(found.conversation().title(), found.titleHighlights()),
                found.conversation().times().knownUpdated(),
                found.conversation().status() == Status.ARCHIVED,
                found.matches().stream()
                        .map(match -> new Match(
                                match.seq(),
                                match.role(),
                                pieces(match.snippet().text(), match.snippet().highlights())))
                        .toList(),
                found.matchCount() - found.matches().size());
    }

    /** Cuts a text at its hits, which are in order and do not overlap. */
    static List<Piece> pieces(String text, List<Span> hits) {
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        for (Span hit : hits) {
            pieces.add(new Piece(text.substring(done, hit.from()), false));
            pieces.add(new Piece(text.substring(hit.from(), hit.to()), true));
            done = hit.to();
        }
        pieces.add(new Piece(text.substring(done), false));
        return pieces;
    }
}
