package org.parley.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that try to exhaust the CPU. Each is as long as a message may be. */
class MarkdownLimitsTest {
    /** With the limits, rendering takes a second or two; without them, minutes or more. */
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    private final Markdown markdown = new Markdown();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "]",
                "*",
                "_",
                "~",
                "> ",
                ">",
                "- ",
                "* a\n",
                "`",
                "` ",
                "``a`",
                "<",
                "<a ",
                "<!--",
                "&",
                "$",
                "$a ",
                "$$a ",
                "\\",
                "\\(",
                "\\[",
                "\\(a",
                "$$\n",
                "![",
                "![[]()",
                "[a](",
                "[a](<b",
                "[a]: b\n",
                "[a][",
                "[][]",
                "[a](b \"",
                "|",
                "|-\n",
                "a|b\n",
                "http://",
                "www.",
                "a@",
                "a@b.c ",
                "a.",
                "\t",
                "\n",
                "# a\n",
                "```\n",
                "a\n=\n",
                "\0",
                "\uD83D",
                "[a](a)*",
                "*[",
                "*_*",
                "**a*",
                "*a_ ",
                "- [ ] a\n",
                "<b>\n",
                "1. ",
                "~~",
                "~~a",
                "**。",
                "**（a）**字",
                "*a**b***c_d__",
                "*\uFE01",
                "字\uFE01*",
                "[^a]",
                "[^",
                "[^a]: ",
                "[^a]: b\n",
                "[^a]: b\n\n    ",
                "```md\n",
                "```md\n```\n",
                "```md\n```js\n",
                "```js\n```md\n```\n",
                "```md\n\n```\na\n",
                "\\begin{align}\n",
                "\\begin{align}",
                "\\begin{align}\n\\end{align}\n"
            })
    void repeatedMarkup(String markup) {
        inTime(markup.repeat(Markdown.MAX_CHARACTERS / markup.length()));
    }

    /** As many paragraphs as fit, each just below the markup limit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*_*",
                "~~a",
                "a~~",
                "**a*",
                "*a**b***c_d__",
                "**。",
                "字**(a",
                "[^a]",
                "![[]()",
                "[a](a)*",
                "*a_ ",
                "``a`",
                "[",
                "$a "
            })
    void paragraphsJustBelowTheMarkupLimit(String thing) {
        long markup = thing.chars().filter(c -> "*_~[]!`$".indexOf(c) >= 0).count();
        String paragraph = thing.repeat((int) (Markdown.MAX_MARKUP / markup)) + "\n\n";
        inTime(paragraph.repeat(Markdown.MAX_CHARACTERS / paragraph.length()));
    }

    @Test
    void deepNesting() {
        int half = Markdown.MAX_CHARACTERS / 2;
        inTime("[".repeat(half) + "]".repeat(half));
        inTime("*".repeat(half) + "a" + "*".repeat(half - 1));
        inTime("> ".repeat(half));
        StringBuilder stairs = new StringBuilder();
        for (int i = 0; stairs.length() < half; i++) {
            stairs.append("  ".repeat(i % 1000)).append("- a\n");
        }
        inTime(stairs.toString());
    }

    @Test
    void growingFences() {
        StringBuilder ticks = new StringBuilder();
        for (int i = 1; ticks.length() + i < Markdown.MAX_CHARACTERS; i++) {
            ticks.append("`".repeat(i)).append('a');
        }
        inTime(ticks.toString());
    }

    @Test
    void wideTables() {
        inTime("|a".repeat(5_000) + "|\n" + "|-".repeat(5_000) + "|\n"
                + "|\n".repeat(Markdown.MAX_CHARACTERS / 2 - 10_001));
    }

    @Test
    void repeatedReferencesToALongAddressAreShownAsPlainText() {
        String text = "[a]: http://" + "a".repeat(5_000) + "\n\n" + "[a]\n\n".repeat(10_000);

        assertThat(inTime(text)).startsWith("<p class=\"plain\"").hasSizeLessThan(2 * text.length());
    }

    @Test
    void tooLongTextIsShownAsPlainText() {
        String text = "*a* <b>\n".repeat(Markdown.MAX_CHARACTERS / 8) + "!";

        assertThat(inTime(text))
                .startsWith("<p class=\"plain\" dir=\"auto\">*a* &lt;b&gt;\n*a*")
                .endsWith("!</p>");
    }

    @Test
    void aParagraphWithTooMuchMarkupIsTextAndTheOthersAreRendered() {
        String text = "*one*\n\n" + "*a* ".repeat(Markdown.MAX_MARKUP) + "\n\n*three*";

        assertThat(markdown.blocks(text)).hasSize(3).first().asString().contains("<em>one</em>");
        assertThat(markdown.blocks(text).get(1)).contains("*a* *a*").doesNotContain("<em>");
        assertThat(markdown.blocks(text).get(2)).contains("<em>three</em>");
    }

    private String inTime(String text) {
        String html = assertTimeoutPreemptively(GENEROUS, () -> markdown.html(text));
        assertThat(html.length())
                .isLessThan(Markdown.FREE_GROWTH + 2 * Markdown.MAX_GROWTH * Math.min(text.length(), 1 << 20));
        return html;
    }
}
