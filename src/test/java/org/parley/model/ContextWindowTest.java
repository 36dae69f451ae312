package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parley.model.Turn.Speaker;

class ContextWindowTest {
    private static final int WINDOW = 1000; // 750 of it for the prompt

    @Test
    void everythingIsIncludedIfItFits() {
        List<Turn> turns = turns(10, 30);

        assertThat(ContextWindow.fit("Be kind", turns, WINDOW))
                .hasSize(11)
                .startsWith(new Turn(Speaker.SYSTEM, "Be kind"))
                .endsWith(turns.get(9));
    }

    @Test
    void theNewestAreIncludedWholeAndOthersLeftOut() {
        List<Turn> turns = turns(100, 294); // 98 tokens and 6 of overhead each: seven fit into 750

        assertThat(ContextWindow.fit("", turns, WINDOW)).isEqualTo(turns.subList(93, 100));
    }

    @Test
    void aMessageTooLongOnItsOwnIsCutInTheMiddle() {
        String text = "begin" + "x".repeat(10_000) + "end";

        List<Turn> shown = ContextWindow.fit("", List.of(new Turn(Speaker.USER, text)), WINDOW);

        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).text()).startsWith("beginx").endsWith("xend").contains("[…]");
        assertThat(ContextWindow.tokens(shown.get(0).text())).isBetween(700, 750);
    }

    @Test
    void surrogatePairsAreNotSplit() {
        String text = "🙂".repeat(5_000);

        String shown = ContextWindow.fit("", List.of(new Turn(Speaker.USER, text)), WINDOW)
                .get(0)
                .text();

        assertThat(shown.replace("🙂", "")).isEqualTo("\n[…]\n");
    }

    @Test
    void longInstructionsLeaveHalfOfTheWindowToTheQuestion() {
        List<Turn> shown = ContextWindow.fit("i".repeat(100_000), turns(1, 300), WINDOW);

        assertThat(shown).hasSize(2);
        assertThat(shown.get(1)).isEqualTo(turns(1, 300).get(0));
    }

    @Test
    void nonAsciiCharactersCountMore() {
        assertThat(ContextWindow.tokens("abcdef")).isEqualTo(2);
        assertThat(ContextWindow.tokens("äö")).isEqualTo(2);
        assertThat(ContextWindow.tokens("你好")).isEqualTo(3);
        assertThat(ContextWindow.tokens("")).isZero();
    }

    private static List<Turn> turns(int count, int characters) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Turn(i % 2 == 0 ? Speaker.USER : Speaker.ASSISTANT, "x".repeat(characters)))
                .toList();
    }
}
