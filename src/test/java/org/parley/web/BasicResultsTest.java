package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.search.Span;
import org.parley.web.BasicResults.Piece;

/** A text is cut at its hits, and nothing of it is lost. */
class BasicResultsTest {
    @Test
    void aTextWithoutHitsIsOnePiece() {
        assertThat(BasicResults.pieces("Red kites", List.of())).containsExactly(new Piece("Red kites", false));
        assertThat(BasicResults.pieces("", List.of())).containsExactly(new Piece("", false));
    }

    @Test
    void hitsAtTheBeginningAtTheEndAndSideBySideAreMarked() {
        assertThat(BasicResults.pieces(
                        "kites, red\uD83E\uDEB6kite", List.of(new Span(0, 5), new Span(7, 10), new Span(10, 16))))
                .filteredOn(Piece::hit)
                .extracting(Piece::text)
                .containsExactly("kites", "red", "\uD83E\uDEB6kite");
    }

    @Test
    void thePiecesAreTheText() {
        assertThat(String.join(
                        "",
                        BasicResults.pieces("a <b> c", List.of(new Span(2, 5))).stream()
                                .map(Piece::text)
                                .toList()))
                .isEqualTo("a <b> c");
    }
}
