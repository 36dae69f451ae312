package org.parley.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas, and text that only looks like a formula. */
class MathTest {
    private final Markdown markdown = new Markdown();

    @ParameterizedTest
    @ValueSource(strings = {"$x_1*y*z$", "\\(x_1*y*z\\)", "\\( x_1*y*z \\)"})
    void inlineFormulas(String formula) {
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
    void displayFormulas(String formula) {
        assertThat(markdown.html(formula)).contains("<code class=\"math display\">a\\\\b</code>");
    }

    @Test
    void theContentOfAFormulaIsNotMarkdown() {
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
    void anEscapedDollarOpensNoFormula() {
        assertThat(markdown.html("\\$a$ and $a\\$b$")).contains("$a$ and <code class=\"math inline\">a\\$b</code>");
    }

    @Test
    void unclosedBracketsStayBrackets() {
        assertThat(markdown.html("\\(a and \\[b")).contains("(a and [b");
    }

    /** Issue 15. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\begin{align}\na &= b \\\\\n- c\n\\end{align}",
                "\\begin{equation*} e = mc^2 \\end{equation*}",
                "\\begin{pmatrix}\n1 & 2\n\n\\end{pmatrix}"
            })
    void environmentsAreDisplayFormulas(String formula) {
        String source = formula.replace("\n\n", "\n").replace("&", "&amp;");
        assertThat(markdown.html("So:\n" + formula + "\n\n*after*"))
                .contains("<code class=\"math display\">" + source + "</code>", "<em>after</em>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\begin{document}",
                "\\begin{align} is *how* it begins, \\end{align} is how it ends",
                "the \\begin{align}"
            })
    void otherUsesOfBeginAreText(String text) {
        assertThat(markdown.html(text)).doesNotContain("<code");
    }
}
