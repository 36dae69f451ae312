package org.parley.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Markdown that tries to run scripts or to load something. */
class HostileMarkdownTest {
    /** 2,000; 20,000 in the profile {@code fuzz}. */
    private static final int FUZZED = Integer.getInteger("fuzz.texts", 2_000);

    /** The parts of fuzzed texts. */
    private static final String[] PIECES = {
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "\"",
        "'",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "*",
        "_",
        "|",
        "|-|\n",
        "&",
        ";",
        "#",
        "javascript:",
        "&colon;",
        "\\",
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "http://",
        "onerror=",
        "<svg ",
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "- ",
        "1. ",
        "> ",
        "[x] ",
        "[a]: ",
        "www.",
        "@",
        "~~",
        "。",
        "字",
        "\uFE01",
        "[^a]",
        "[^a]: ",
        "```md\n",
        "\\begin{align}",
        "\\end{align}",
        "\0",
        "\t",
        "\uD800",
        "\u202E",
        "a",
        "b c"
    };

    private final Markdown markdown = new Markdown();

    @Test
    void noPayloadBecomesMoreThanText() {
        List<String> payloads = Payloads.all();
        assertThat(payloads).hasSizeGreaterThan(2_000);
        for (String payload : payloads) {
            Harmless.check(payload, markdown.html(payload));
            Harmless.check(payload, markdown.typed(payload));
        }
    }

    @Test
    void severalPayloadsDoNotHelpOneAnother() {
        List<String> payloads = Payloads.all();
        for (int i = 0; i + 3 < payloads.size(); i += 3) {
            String text = String.join("\n", payloads.subList(i, i + 3));
            Harmless.check(text, markdown.html(text));
        }
    }

    /** The sanitizer is safe without the parser, too. */
    @Test
    void theSanitizerAloneLetsNothingThrough() {
        Sanitizer sanitizer = new Sanitizer();
        for (String payload : Payloads.all()) {
            Harmless.check(payload, sanitizer.clean(payload));
        }
        for (String payload : Payloads.pieces()) {
            String html = "<p id=a style=x><a href='" + payload + "' onclick=x>" + payload + "</a><code class='a "
                    + payload + "'>";
            Harmless.check(html, sanitizer.clean(html));
        }
    }

    @Test
    void whatWasWrittenIsStillThereToRead() {
        assertThat(markdown.html("<script>pwned()</script>")).contains("&lt;script&gt;pwned()&lt;/script&gt;");
        assertThat(markdown.html("<img src=x onerror=pwned()>")).contains("&lt;img src=x onerror=pwned()&gt;");
    }

    @Test
    void noiseIsHarmlessToo() {
        Random random = new Random(20_24);
        for (int i = 0; i < FUZZED; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(40); pieces >= 0; pieces--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            List<String> blocks = markdown.blocks(text.toString());
            blocks.forEach(block -> Harmless.check(text.toString(), block));
            Harmless.check(text.toString(), String.join("", blocks));
        }
    }
}
