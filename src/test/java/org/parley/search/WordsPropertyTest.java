package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any text, and for texts made to do harm. */
class WordsPropertyTest {
    private static final int MANY = 1_000_000;

    private static final String[] ALPHABETS = {
        "abcXYZ",
        "019٣४",
        " \n\t.,-_@'\"#+/:*()…’·״",
        "äßÆøŁıİǿﬁŉǄªẞſ",
        "σςΣΐᾳϐ",
        "йЙёїўжЂ",
        "أإآةىیکـ\u064E\u0651\u0670",
        "שלוםצ\u05B0\u05C1",
        "कखि\u093C\u094Dক\u09C7\u09BEதழ\u0BCD",
        "กขำั้ກຂຳັ",
        "ខ្ញុំក\u17D2မြန်",
        "中文字𠮷々〇",
        "かがカｶﾞー\u3099",
        "한국ㅋㅏ\u1112\u1161\u11ab",
        "აᲐԱև՞ሰላ",
        "😀👍🏽👩💻❤\uFE0F♀🇩🇪🏴",
        "\u200C\u200D\u00AD\u200B\uFEFF\u0301\u20E3\u034F",
        "½²①㍿㎏Ⅻ℃™",
        "\uD800\uDC00\uDBFF\uFFFF\u0000\u007F\uE000"
    };

    /** What may stand between plain words, or make them others. */
    private static final String BETWEEN = " \n\t.,-_@'\"#+/:*()…’·״09٣XYZäж中かกの한א\u0301\u20E3\uD800";

    @Test
    void everyWordOfAnyTextIsFoundAsAPhrase() {
        Random random = new Random(42);
        for (int round = 0; round < 3_000; round++) {
            String text = random(random);
            List<Word> words = Words.of(text);
            Word before = new Word("", 0, 0, 0, 9);
            for (Word word : words) {
                assertThat(word.term()).isNotEmpty();
                assertThat(word.term().codePoints().map(TermLength::bytes).sum())
                        .isLessThanOrEqualTo(255);
                assertThat(word.from()).isGreaterThanOrEqualTo(0).isLessThan(word.to());
                assertThat(word.to()).isLessThanOrEqualTo(text.length());
                assertThat(word.position()).isBetween(before.position(), before.position() + 1);
                assertThat(word.position() > before.position() || word.span() <= before.span())
                        .isTrue();
                before = word;
                String written = text.substring(word.from(), word.to());
                List<SearchTerm> terms = QueryReader.read("\"" + written.replace('"', '\u05F4') + "\"")
                        .terms();
                assertThat(terms).as("%s of %s", word, text).hasSize(1);
                assertThat(Snippets.contains(text, terms.get(0)))
                        .as("%s of %s", terms, text)
                        .isTrue();
            }
            Snippet snippet = Snippets.of(
                    text.repeat(20), QueryReader.read(random(random)).terms());
            assertThat(snippet.text().length()).isLessThanOrEqualTo(240);
            assertThat(snippet.highlights()).allMatch(span -> span.from() < span.to() && span.to() <= 240);
        }
    }

    /** Full-width letters are folded to the same words one by one, so they tell whether plain ones are told right. */
    @Test
    void plainWordsAreToldAsAnyOtherWords() {
        Random random = new Random(43);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int words = random.nextInt(6); words >= 0; words--) {
                text.append("plain", 0, 1 + random.nextInt(5));
                text.append(random.nextInt(3) > 0 ? ' ' : BETWEEN.charAt(random.nextInt(BETWEEN.length())));
            }
            String wide = text.chars()
                    .map(c -> c >= 'a' && c <= 'z' ? c - 'a' + '\uFF41' : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(Words.of(text.toString())).as(text.toString()).isEqualTo(Words.of(wide));
        }
        for (int length : new int[] {254, 255, 256, 300}) {
            String text = "a".repeat(length) + " b " + "c".repeat(length);
            assertThat(Words.of(text).stream().map(word -> word.term().length()))
                    .containsExactly(Math.min(length, 255), 1, Math.min(length, 255));
        }
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(30); left > 0; left--) {
            String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
            for (int run = random.nextInt(4); run >= 0; run--) {
                int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
                text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
            }
        }
        return text.toString();
    }

    static Stream<String> hostile() {
        return Stream.of(
                        "a",
                        "aA",
                        "AAb",
                        "a1",
                        "a.",
                        "a_",
                        "#",
                        "+",
                        "a+",
                        "a'",
                        "\u0301",
                        "a\u0301",
                        "\u0301\u0316",
                        "\u200D",
                        "a\u200D",
                        "\uD800",
                        "\uDC00",
                        "👩\u200D",
                        "🇩",
                        "中",
                        "か\u3099",
                        "\u1100",
                        "\u1161",
                        "ก็",
                        "م\u200C",
                        "\"",
                        " ",
                        "\n",
                        "\uFDFA",
                        "\u0344",
                        "a b ",
                        "ab.cd-ef ",
                        "\u00AD\u0301")
                .map(piece -> piece.repeat(MANY / piece.length()));
    }

    /** Each takes about a second; what is quadratic in a million characters takes an hour. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void aMillionOfAnythingAreReadInLinearTime(String text) {
        List<SearchTerm> terms = QueryReader.read("\"a a a a b\" a b 中 " + text.substring(0, 400))
                .terms();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            Snippet snippet = Snippets.of(text, terms);
            assertThat(snippet.text().length()).isLessThanOrEqualTo(240);
        });
    }
}
