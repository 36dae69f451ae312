package org.parley.search;

import java.util.List;

/**
 * What is shown of a message that was found.
 *
 * @param text at most {@link Snippets#LONGEST} UTF-16 units, white space in single spaces, {@code …} where text is cut off
 * @param highlights places of the hits in {@code text}, in order, none overlapping another
 */
public record Snippet(String text, List<Span> highlights) {
    /** Keeps a copy of the places. */
    public Snippet {
        highlights = List.copyOf(highlights);
    }
}
