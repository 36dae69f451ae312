package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnippetsTest {
    private static final String FILLER = "lorem ipsum dolor sit amet ";

    private static Snippet snippet(String text, String query) {
        return Snippets.of(text, QueryReader.read(query).terms());
    }

    /** A text with its highlights in brackets. */
    private static String marked(String text, List<Span> highlights) {
        StringBuilder marked = new StringBuilder(text);
        for (int i = highlights.size() - 1; i >= 0; i--) {
            marked.insert(highlights.get(i).to(), ']').insert(highlights.get(i).from(), '[');
        }
        return marked.toString();
    }

    private static String marked(Snippet snippet) {
        return marked(snippet.text(), snippet.highlights());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "The café was full;cafe;The [café] was full",
                "The cafe\u0301 was full;café;The [cafe\u0301] was full",
                "a whole camelCase word;\"camel\";a whole [camel]Case word",
                "a whole camelCase word;came;a whole [camel]Case word",
                "a whole camelCase word;camelc;a whole [camelCase] word",
                "I don't know;dont;I [don't] know",
                "see foo.bar here;foo.bar;see [foo.bar] here",
                "see foo bar here;foo.bar;see [foo bar] here",
                "foo bar baz foo;\"foo bar\";[foo bar] baz foo",
                "foo bar baz foo;foo bar;[foo] [bar] baz [foo]",
                "aa aa aa ab;\"aa aa ab\";aa [aa aa ab]",
                "aa aa aa;\"aa aa\";[aa aa aa]",
                "我们去北京大学;北京大学;我们去[北京大学]",
                "我们去北京大学;京;我们去北[京]大学",
                "สวัสดีครับ;สว;[สวั]สดีครับ",
                "한국어를 배워요;국어;한[국어]를 배워요",
                "Straßen sind lang;strasse;[Straßen] sind lang",
                "she codes 👩🏾‍💻 a lot;👩;she codes [👩🏾‍💻] a lot",
                "C++ or C;c++;[C++] or C",
                "C++ or C;\"c\";[C]++ or [C]",
                "nothing here;zebra;nothing here",
                "half ㍿ done;式会;half [㍿] done",
            })
    void hitsAreMarkedInTheOriginal(String text, String query, String expected) {
        assertThat(marked(
                        text, Snippets.highlights(text, QueryReader.read(query).terms())))
                .isEqualTo(expected);
        assertThat(marked(snippet(text, query))).isEqualTo(expected);
    }

    @Test
    void aLongTextIsCutAtWordsAroundTheHit() {
        String text = FILLER.repeat(40) + "here is the needle in it " + FILLER.repeat(40);

        Snippet snippet = snippet(text, "needle");

        assertThat(snippet.text()).hasSizeBetween(200, 240).startsWith("…").endsWith("…");
        String inner = snippet.text().substring(1, snippet.text().length() - 1);
        assertThat(text).contains(" " + inner + " ");
        assertThat(marked(snippet)).contains("the [needle] in");
    }

    @Test
    void theBeginningAndTheEndOfATextAreNotCut() {
        assertThat(snippet("needle " + FILLER.repeat(40), "needle").text())
                .startsWith("needle lorem")
                .endsWith("…");
        Snippet end = snippet(FILLER.repeat(40) + "needle", "needle");
        assertThat(end.text()).startsWith("…").endsWith(" needle").hasSizeBetween(200, 240);
        assertThat(snippet("  \n" + "needle  \n ", "needle").text()).isEqualTo("needle");
        assertThat(snippet(FILLER.repeat(40), "needle").text())
                .startsWith("lorem")
                .hasSizeBetween(200, 240);
        assertThat(snippet("", "needle")).isEqualTo(new Snippet("", List.of()));
        assertThat(snippet(" \n ", "needle").text()).isEmpty();
    }

    @Test
    void mostDifferentTermsWinThenTheEarliest() {
        String text = "red red red " + FILLER.repeat(20) + "first red and blue " + FILLER.repeat(20)
                + "second red and blue " + FILLER.repeat(20);

        assertThat(marked(snippet(text, "blue red")))
                .contains("first [red] and [blue]")
                .doesNotContain("second");
        assertThat(marked(snippet(text, "red"))).startsWith("[red] [red] [red] lorem");
    }

    @Test
    void whiteSpaceIsOneSpaceAndHighlightsFollow() {
        Snippet snippet = snippet("one\r\n\r\n   two\t\tthree\u00A0\u3000four", "\"two three\" four");

        assertThat(marked(snippet)).isEqualTo("one [two three] [four]");
        String far = "x" + "\n".repeat(5_000) + "needle" + " ".repeat(5_000) + "y";
        assertThat(marked(snippet(far, "needle"))).isEqualTo("x [needle] y");
    }

    @Test
    void charactersAreNeverCut() {
        for (int shift = 0; shift < 40; shift++) {
            String lead = "x".repeat(shift);
            for (String character : List.of("😀", "e\u0301\u0323", "นี้", "𠮷", "\u1112\u1161\u11ab", "🇩🇪", "👍🏽")) {
                Snippet snippet = snippet(lead + character.repeat(150) + " needle " + character.repeat(150), "needle");
                String inner =
                        snippet.text().replace("…", "").replace("needle", "").replace(" ", "");
                assertThat(snippet.text().length()).isLessThanOrEqualTo(240);
                assertThat(inner.replace(character, "")).isIn("", lead);
                assertThat(marked(snippet)).contains("[needle]");
            }
        }
    }

    @Test
    void aHitLongerThanASnippetIsShownInPart() {
        Snippet snippet = snippet("a".repeat(1_000), "aaaa");

        assertThat(snippet.text()).isEqualTo("a".repeat(239) + "…");
        assertThat(snippet.highlights()).containsExactly(new Span(0, 239));
        assertThat(snippet("e" + "\u0301".repeat(1_000), "e")).isEqualTo(new Snippet("…", List.of()));
    }

    @Test
    void textsWithoutSpacesFillTheSnippet() {
        String text = "我们明天去上海的大学".repeat(100) + "北京" + "他们后天来广州的公园".repeat(100);

        Snippet snippet = snippet(text, "北京");

        assertThat(snippet.text()).hasSize(240).startsWith("…").endsWith("…");
        assertThat(marked(snippet)).contains("大学[北京]他们");
    }

    @Test
    void manyHitsAreInOrderAndApart() {
        String text = "foo bar foobar foo.bar ".repeat(30);
        List<Span> highlights = snippet(text, "foo.bar foo* bar").highlights();
        assertThat(highlights).isNotEmpty();
        for (int i = 1; i < highlights.size(); i++) {
            assertThat(highlights.get(i).from())
                    .isGreaterThan(highlights.get(i - 1).to());
        }
        assertThat(highlights.stream().map(Span::to).collect(Collectors.toList()))
                .allMatch(to -> to <= 240);
    }
}
