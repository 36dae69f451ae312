package org.parley.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The HTML of each Markdown construct. */
class MarkdownTest {
    private static final String LINK_ATTRIBUTES = " rel=\"noopener noreferrer nofollow\" target=\"_blank\">";

    private final Markdown markdown = new Markdown();

    @Test
    void headingsAndEmphasis() {
        assertThat(html("# Hi *there*\n\n**b** ~~x~~ `c`"))
                .isEqualTo("<h1 dir=\"auto\">Hi <em>there</em></h1>"
                        + "<p dir=\"auto\"><strong>b</strong> <del>x</del> <code>c</code></p>");
    }

    @Test
    void blocksJoinToTheWholeText() {
        String text = "# One\n\ntwo\n\n- three\n- four\n\n[r]: http://a.example\n\n```\nfive\n```\n\n[r]";

        List<String> blocks = markdown.blocks(text);

        assertThat(blocks).hasSize(5);
        assertThat(String.join("", blocks)).isEqualTo(markdown.html(text));
        assertThat(blocks.get(4)).contains("http://a.example");
    }

    @Test
    void emptyTextHasNoBlocks() {
        assertThat(markdown.html(null)).isEmpty();
        assertThat(markdown.blocks(" \n\n ")).isEmpty();
    }

    @Test
    void fencedCodeSaysItsLanguage() {
        assertThat(html("```python title=x\nx<1\n```"))
                .isEqualTo("<pre><code class=\"language-python\">x&lt;1\n</code></pre>");
        assertThat(html("```c++\n```")).isEqualTo("<pre><code class=\"language-c++\"></code></pre>");
        assertThat(html("```\" onload=x\na\n```")).isEqualTo("<pre><code>a\n</code></pre>");
    }

    @Test
    void tablesAreWrappedInAScrollingBox() {
        assertThat(html("| a | b |\n|:--|--:|\n| 1 | 2 |").replace("\n", ""))
                .isEqualTo("<div class=\"table\"><table><thead><tr><th align=\"left\" dir=\"auto\">a</th>"
                        + "<th align=\"right\" dir=\"auto\">b</th></tr></thead><tbody><tr>"
                        + "<td align=\"left\" dir=\"auto\">1</td><td align=\"right\" dir=\"auto\">2</td>"
                        + "</tr></tbody></table></div>");
    }

    @Test
    void tasksAreLabelledCheckboxes() {
        assertThat(html("- [ ] a\n- [x] *b*\n- [y] c"))
                .isEqualTo("<ul><li class=\"task\"><label><input disabled type=\"checkbox\"> a</label></li>"
                        + "<li class=\"task\"><label><input checked disabled type=\"checkbox\"> <em>b</em></label></li>"
                        + "<li>[y] c</li></ul>");
    }

    @Test
    void htmlIsText() {
        assertThat(html("<b>*x*</b>\n<script>alert(1)</script>"))
                .isEqualTo("<p dir=\"auto\">&lt;b&gt;<em>x</em>&lt;/b&gt;<br>\n"
                        + "&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    }

    @Test
    void linksPointToWebAndMailAddressesOnly() {
        assertThat(html("[a](https://e.example/?q=1&r=2 \"t\")"))
                .isEqualTo("<p dir=\"auto\"><a href=\"https://e.example/?q=1&amp;r=2\" title=\"t\"" + LINK_ATTRIBUTES
                        + "a</a></p>");
        assertThat(html("[a](mailto:me@e.example)"))
                .contains("<a href=\"mailto:me@e.example\"" + LINK_ATTRIBUTES + "a</a>");
        assertThat(html("[a](javascript:alert(1)) [b](/chat.xhtml) [c](#x) [d](ftp://e.example)"))
                .isEqualTo("<p dir=\"auto\">a b c d</p>");
    }

    @Test
    void bareAddressesAreLinks() {
        assertThat(html("see https://e.example/a_b_c, or www.e.example"))
                .contains("<a href=\"https://e.example/a_b_c\"" + LINK_ATTRIBUTES + "https://e.example/a_b_c</a>,")
                .contains("<a href=\"http://www.e.example\"" + LINK_ATTRIBUTES + "www.e.example</a>");
    }

    @Test
    void imagesAreLinksAndNeverFetched() {
        assertThat(html("![a *cat*](https://e.example/c.png)"))
                .isEqualTo("<p dir=\"auto\"><a href=\"https://e.example/c.png\"" + LINK_ATTRIBUTES
                        + "a <em>cat</em></a></p>");
        assertThat(html("![](https://e.example/c.png)")).contains(">https://e.example/c.png</a>");
        assertThat(html("![a](data:image/png;base64,AAAA)")).isEqualTo("<p dir=\"auto\">a</p>");
        assertThat(html("[![a](https://e.example/c.png)](https://d.example)"))
                .isEqualTo("<p dir=\"auto\"><a href=\"https://d.example\"" + LINK_ATTRIBUTES + "a</a></p>");
    }

    @Test
    void eachListHasTheDirectionOfItsText() {
        assertThat(html("- \u0645\u0631\u062d\u0628\u0627\n  - abc"))
                .isEqualTo(
                        "<ul dir=\"rtl\"><li>\u0645\u0631\u062d\u0628\u0627<ul dir=\"ltr\"><li>abc</li></ul></li></ul>");
    }

    /** Issue 15. */
    @Test
    void footnotesStandWhereTheyAreWritten() {
        assertThat(html("One[^b] and two[^a], [^c].\n\n[^a]: *A*\n[^b]: B\n\n    more\n\nEnd."))
                .isEqualTo("<p dir=\"auto\">One<sup>1</sup> and two<sup>2</sup>, [^c].</p>"
                        + "<ol class=\"footnotes\" start=\"2\"><li><p dir=\"auto\"><em>A</em></p></li></ol>"
                        + "<ol class=\"footnotes\" start=\"1\"><li><p dir=\"auto\">B</p><p dir=\"auto\">more</p></li></ol>"
                        + "<p dir=\"auto\">End.</p>");
    }

    /** Issue 15. */
    @Test
    void whatAPersonTypesKeepsItsLines() {
        assertThat(markdown.typed("one\ntwo  \nthree\n\n```\na\nb\n```\n- *x*\n  y"))
                .contains(">one<br>\ntwo<br>", "<code>a\nb\n</code>", "<li><em>x</em><br>\ny</li>");
        assertThat(markdown.typed("<b>\nx")).containsOnlyOnce("<br>");
        assertThat(html("one\ntwo")).doesNotContain("<br>");
    }

    private String html(String text) {
        return markdown.html(text)
                .strip()
                .replaceAll("(?<=</(p|h1|ul|ol|div)>)\n+", "")
                .replaceAll("\n+(?=<(p|div|ol|/li))", "");
    }
}
