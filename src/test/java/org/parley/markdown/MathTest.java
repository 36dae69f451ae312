package org.parley.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas, and what only looks like one. */
class MathTest {
    private final Markdown markdown = new Markdown();

    @ParameterizedTest
    @ValueSource(strings = {"$x_1*y*z$", "\\(x_1*y*z\\)", "\\( x_1*y*z \\)"})
    void withinALine(String formula) {
        assertThat(markdown.html("so " + formula + ", then"))
                .contains("so <code class=\"math inline\">x_1*y*z</code>, then");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$$a\\\\b$$",
                "\\[a\\\\b\\]",
                "$$\na\\\\b\n$$",
                "\\[\n  a\\\\b\n\\]",
                "$$\n\na\\\\b$$",
                "$$\na\\\\b"
            })
    void onALineOfItsOwn(String formula) {
        assertThat(markdown.html(formula)).contains("<code class=\"math display\">a\\\\b</code>");
    }

    @Test
    void nothingWithinAFormulaIsMarkdown() {
        assertThat(markdown.html("$$\\begin{aligned}\na &= b \\\\\n- c\n\n\\end{aligned}$$\n\n*after*"))
                .contains("<code class=\"math display\">\\begin{aligned}\na &amp;= b \\\\\n- c\n\\end{aligned}</code>")
                .contains("<em>after</em>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It costs $5 and $10.",
                "$5-$10",
                "US$5, A$6, C$7",
                "between $5 and US$ 10",
                "5$ and 6$",
                "$HOME/$USER",
                "echo $HOME and $PATH:$X",
                "$$",
                "$$$ cheap $$$",
                "one $ two",
                "a $$ b",
                "$1,000 (was $1,200)"
            })
    void pricesAndVariablesAreText(String text) {
        assertThat(markdown.html("- " + text)).doesNotContain("<code").contains(text);
    }

    @Test
    void anEscapedDollarIsADollar() {
        assertThat(markdown.html("\\$a$ and $a\\$b$")).contains("$a$ and <code class=\"math inline\">a\\$b</code>");
    }

    @Test
    void bracketsWithoutTheirEndStayBrackets() {
        assertThat(markdown.html("\\(a and \\[b")).contains("(a and [b");
    }
}
