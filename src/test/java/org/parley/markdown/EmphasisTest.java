package org.parley.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.List;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Rows;

/** Emphasis in all languages (issue 15). */
class EmphasisTest {
    private final Markdown markdown = new Markdown();

    @Rows({
        "**重要提示（注意）：**请先备份。 | <strong>重要提示（注意）：</strong>请先备份。",
        "他说**「重点」**的内容。 | 他说<strong>「重点」</strong>的内容。",
        "*「重点」*的 | <em>「重点」</em>的",
        "***「重点」***的 | <em><strong>「重点」</strong></em>的",
        "这是~~「旧的」~~的 | 这是<del>「旧的」</del>的",
        "~~旧的。~~新的 | <del>旧的。</del>新的",
        "__注意：__请 | __注意：__请",
        "请 __注意：__ 请 | 请 <strong>注意：</strong> 请",
        "（__注意__）请 | （<strong>注意</strong>）请",
        "_注意：_（请） | <em>注意：</em>（请）",
        "**この文を強調できますか（強調）？**残念ながら | <strong>この文を強調できますか（強調）？</strong>残念ながら",
        "これは**「強調」**です | これは<strong>「強調」</strong>です",
        "カタカナ**「ｶﾀｶﾅ」**ｶﾅ | カタカナ<strong>「ｶﾀｶﾅ」</strong>ｶﾅ",
        "**이 용어(This term)**를 강조해 | <strong>이 용어(This term)</strong>를 강조해",
        "다음**'값'**은 | 다음<strong>'값'</strong>은",
        "실행하려면 **`npm publish`**를 | 실행하려면 <strong><code>npm publish</code></strong>를",
        "请用**[链接](https://e.example)**打开 | 请用<strong><a href",
        "价格**(100)**元 | 价格<strong>(100)</strong>元",
        "价格**100%**左右 | 价格<strong>100%</strong>左右",
        "𠮷**（𠮷）**𠮷 | 𠮷<strong>（𠮷）</strong>𠮷",
        "𩸽**(a)**𩸽 | 𩸽<strong>(a)</strong>𩸽",
        "葛\uDB40\uDD00**(注)**葛\uDB40\uDD00 | 葛\uDB40\uDD00<strong>(注)</strong>葛\uDB40\uDD00",
        "**注！\uFE01**请 | <strong>注！\uFE01</strong>请",
        "**\u201C注\u201D\uFE01**请 | <strong>\u201C注\u201D\uFE01</strong>请",
        "字\uFE00**(注)**字 | 字\uFE00<strong>(注)</strong>字",
        "ㄅ**(注)**ㄆ | ㄅ<strong>(注)</strong>ㄆ",
        "ꀀ**(注)**ꀁ | ꀀ<strong>(注)</strong>ꀁ"
    })
    void chineseJapaneseAndKorean(String text, String html) {
        assertThat(markdown.html(text)).contains(html);
    }

    /** An emoji is wide, but not one of these characters. */
    @ParameterizedTest
    @ValueSource(strings = {"a**\"b\"**c", "😀**(b)**c", "a**(b)**😀", "é**«b»**é", "д**«b»**д", "ا**(b)**ب", "a _b_c"})
    void otherLanguagesAreUnchanged(String text) {
        assertThat(markdown.html(text)).doesNotContain("<strong>", "<em>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "价格100~200元，以前300~400元。",
                "It takes 5~10 minutes, or 20~30 on a phone.",
                "~one~ and ~two~",
                "~/a and ~/b",
                "~~~a~~~ b ~~~c~~~",
                "~~a~ b",
                "a ~~ b ~~ c"
            })
    void onlyTwoTildesStrike(String text) {
        assertThat(markdown.html("so: " + text)).doesNotContain("<del>").contains(text);
    }

    @Test
    void twoTildesStrike() {
        assertThat(markdown.html("~~really gone~~ and ~~*this*~~, **~~that~~**"))
                .contains("<del>really gone</del>", "<del><em>this</em></del>", "<strong><del>that</del></strong>");
    }

    @Test
    void whatTheMarksLeaveIsOneText() {
        assertThat(markdown.html("see http://e.example/a_b_c*d and *x"))
                .contains(">http://e.example/a_b_c*d</a> and *x");
    }

    @Test
    void emphasisNestsOnlySoDeep() {
        String html = markdown.html("*a _b ".repeat(100) + "x" + "_*".repeat(100));

        int depth = 0;
        int deepest = 0;
        for (String tag : html.split("(?=<)")) {
            depth += tag.startsWith("<em>") ? 1 : tag.startsWith("</em>") ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        assertThat(deepest).isEqualTo(Markdown.MAX_INLINE_DEPTH);
    }

    /** CommonMark's own examples contain no Chinese, Japanese or Korean text for which the rules differ. */
    @Test
    void theExamplesOfCommonMarkAreParsedAsWithout() {
        URL specification = TestResources.getSpec();
        List<Example> examples = ExampleReader.readExamples(specification);
        Parser with = Parser.builder()
                .inlineParserFactory(BoundedInlineParser::new)
                .customInlineContentParserFactory(new EmphasisMarks.Factory())
                .build();
        Parser without = Parser.builder().build();
        HtmlRenderer renderer = HtmlRenderer.builder().percentEncodeUrls(true).build();

        assertThat(examples)
                .hasSizeGreaterThan(640)
                .allSatisfy(example -> assertThat(renderer.render(with.parse(example.getSource())))
                        .isEqualTo(renderer.render(without.parse(example.getSource()))));
    }

    /** Where both can be checked: the ranges of the other characters begin and end where Unicode 16 says. */
    @Test
    void wideCharactersAreEastAsianAndEmojiAreNot() {
        assertThat("、。〈〉《》「」『』【】（），．！？：；～￥·ー々〆〇㊗㊙가각ᄀ一丁豈ｱﾞ𗀀𘠀𛀀𠀀𰀀"
                        .codePoints()
                        .filter(c -> c != '·'))
                .allMatch(EastAsianText::isEastAsian);
        assertThat("aé·—…“”«»!？".replace("？", "").codePoints()).noneMatch(EastAsianText::isEastAsian);
        assertThat("😀🀄🈚🈯⭐✅❌⌚🏻".codePoints()).noneMatch(EastAsianText::isEastAsian);
        assertThat(EastAsianText.isEastAsian(0x303F)).isFalse();
        assertThat(EastAsianText.isEastAsian(-1)).isFalse();
    }
}
