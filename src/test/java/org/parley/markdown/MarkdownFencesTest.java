package org.parley.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fences inside a fence of Markdown (issue 15). The examples write it as {@code ''' } to be read more easily. */
class MarkdownFencesTest {
    private static final String README = "'''markdown\n# T\n\n'''bash\nnpm i\n'''\n\nmore\n'''\n\nAfter.";

    private final Markdown markdown = new Markdown();

    @ParameterizedTest
    @ValueSource(
            strings = {
                README,
                "'''md\n# T\n\n'''bash\nnpm i\n'''\n\n'''js\nx\n'''\nmore\n'''\n\nAfter.",
                "'''Markdown title=x\n# T\n\n'''\nnpm i\n'''\n\nmore\n'''\n\nAfter.",
                "'''markdown\n'''md\n'''js\nx\n'''\n'''\nmore\n'''\n\nAfter.",
                "''''markdown\n'''js\nx\n'''\nmore\n''''\n\nAfter.",
                "~~~markdown\n~~~js\nx\n~~~\nmore\n~~~\n\nAfter.",
                "- a\n\n  '''markdown\n  '''js\n  x\n  '''\n  more\n  '''\n\nAfter.",
                "> '''markdown\n> '''js\n> x\n> '''\n> more\n> '''\n\nAfter."
            })
    void areOneBlockDownToTheLast(String text) {
        String html = html(text);

        assertThat(html.split("<pre>", -1)).hasSize(2);
        assertThat(html).containsPattern("more\n</code></pre>[\\s\\S]*After\\.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'''markdown\n# T\n'''\n\n**b**\n\n'''\ncode\n'''",
                "'''markdown\n# T\n'''\n\n**b**\n\n'''js\ncode\n'''\n",
                "'''markdown\n'''bash\nnpm i\n'''\n\n**b**",
                "'''text\n'''markdown\n'''\n\n**b**",
                "'''markdown\n'''\n\n**b**\n\n'''js\n"
            })
    void stayAsCommonMarkHasThemWhereTheyDoNotBalance(String text) {
        assertThat(html(text)).contains("<strong>b</strong>");
    }

    @Test
    void theTextOfTheBlockIsAsWritten() {
        assertThat(html(README))
                .contains("<code class=\"language-markdown\"># T\n\n'''bash\nnpm i\n'''\n\nmore\n</code>"
                        .replace('\'', '`'));
        assertThat(html("'''markdown\r\n'''js\r\nx\r\n'''\r\nmore\r\n'''\r\n\r\n**b**"))
                .contains("more\n</code></pre>", "<strong>b</strong>");
    }

    /** While the text grows, the shown part of the block only grows, too. */
    @Test
    void aGrowingBlockIsNeverShownInPieces() {
        String text = README.replace('\'', '`');
        int end = text.indexOf("\n\nAfter");
        for (int length = text.indexOf("# T") + 1; length <= end; length++) {
            assertThat(markdown.blocks(text.substring(0, length)))
                    .as("%s characters", length)
                    .hasSize(1);
        }
        assertThat(markdown.blocks(text)).hasSize(2);
        assertThat(String.join("", markdown.blocks(text))).isEqualTo(markdown.html(text));
    }

    private String html(String text) {
        return markdown.html(text.replace('\'', '`'));
    }
}
