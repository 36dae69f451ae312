package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    /** A word as {@code term@position}, with {@code +span} where it covers more than one position. */
    private static List<String> shown(String text) {
        return Words.of(text).stream()
                .map(word -> word.term() + "@" + word.position() + (word.span() > 1 ? "+" + word.span() : ""))
                .toList();
    }

    private static List<String> terms(String text) {
        return Words.of(text).stream().map(Word::term).toList();
    }

    @Test
    void lettersAndDigitsInARowAreAWord() {
        assertThat(Words.of("Hello, world"))
                .containsExactly(new Word("hello", 0, 5, 0, 1), new Word("world", 7, 12, 1, 1));
        assertThat(Words.of("")).isEmpty();
        assertThat(Words.of(" \n?! --- ... ''")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "foo.bar, foobar@0+2 foo@0 .bar@1 bar@1",
        "snake_case, snakecase@0+2 snake@0 case@1",
        "a__b, ab@0+2 a@0 b@1",
        "kebab-case, kebabcase@0+2 kebab@0 case@1",
        "camelCase, camelcase@0+2 camel@0 case@1",
        "HTTPServer2, httpserver2@0+3 http@0 server@1 2@2",
        "base64Encode, base64encode@0+3 base@0 64@1 encode@2",
        "Æther, aether@0",
        "ÆTHERServer, aetherserver@0+2 aether@0 server@1",
        "don't, dont@0+2 don@0 t@1",
        "don’t, dont@0+2 don@0 t@1",
        "l'hôtel, lhotel@0+2 l@0 hotel@1",
        "3.14, 3.14@0+2 3@0 14@1",
        "192.168.0.1, 192.168.0.1@0+4 192@0 168@1 0@2 1@3",
        "2026-01-31, 20260131@0+3 2026@0 01@1 31@2",
        "v1.2, v1.2@0+2 v1@0 2@1",
        "GPT-4, gpt4@0+2 gpt@0 4@1",
        "GPT4, gpt4@0+2 gpt@0 4@1",
        "h2o 9e1c943 B2B 3rd, h2o@0 9e1c943@1 b2b@2 3rd@3",
        "fooBar-baz, foobarbaz@0+3 foobar@0+2 foo@0 bar@1 baz@2",
        "sans-­serif, sansserif@0+2 sans@0 serif@1",
        "AT&T a/b, at@0 t@1 a@2 b@3",
    })
    void wordsWrittenAsOneAreUnitsAndAWhole(String text, String words) {
        assertThat(String.join(" ", shown(text))).isEqualTo(words);
    }

    @Test
    void addressesAreFoundInPartsAndWhole() {
        assertThat(shown("ada@example.com"))
                .containsExactly("adaexamplecom@0+3", "ada@0", "@example@1", "example@1", ".com@2", "com@2");
        assertThat(terms("https://www.example.com/a_b?x=1"))
                .contains("https", "wwwexamplecom", "www", "example", "com", "ab", "a", "b", "x", "1");
    }

    @Test
    void symbolsOfCodeGiveASecondWordAtTheSamePosition() {
        assertThat(shown("C++ c C# F#.")).containsExactly("c++@0", "c@0", "c@1", "c#@2", "c@2", "f#@3", "f@3");
        assertThat(shown("C++17")).containsExactly("c++@0", "c@0", "17@1");
        assertThat(shown(".NET @ada #123")).containsExactly(".net@0", "net@0", "@ada@1", "ada@1", "#123@2", "123@2");
        assertThat(shown("#HashTag")).containsExactly("#hashtag@0+2", "hashtag@0+2", "#hash@0", "hash@0", "tag@1");
        assertThat(shown("wait...what ##head foo#bar"))
                .containsExactly("wait@0", "what@1", "head@2", "foo@3", "#bar@4", "bar@4");
        assertThat(Words.of("x C++")).contains(new Word("c++", 2, 5, 1, 1), new Word("c", 2, 3, 1, 1));
    }

    @Test
    void moreThanEightUnitsAreNoWhole() {
        assertThat(terms("a.b.c.d.e.f.g.h")).contains("abcdefgh");
        assertThat(Words.of("a.b.c.d.e.f.g.h.i"))
                .allSatisfy(word -> assertThat(word.span()).isEqualTo(1));
        String path = String.join(".", Collections.nCopies(500, "fooBar"));
        assertThat(Words.of(path).stream().filter(word -> word.span() > 1).map(Word::term))
                .hasSize(999)
                .containsOnly("foobar", ".foobar");
        assertThat(Words.of(path).stream().mapToInt(Word::position).max()).hasValue(999);
    }

    @ParameterizedTest
    @CsvSource({
        "Straße, strasse",
        "STRAẞE, strasse",
        "ŒUVRE, oeuvre",
        "ǿre, ore",
        "Łódź, lodz",
        "İSTANBUL, istanbul",
        "ısı, isi",
        "ΣΊΣΥΦΟΣ, σισυφοσ",
        "Ёлка, елка",
        "Ｗｉｄｅ１, wide",
        "ﬁnally, finally",
        "ﾃﾞｰﾀ, デー",
        "مُحَمَّد, محمد",
        "شَلـــوم, شلوم",
        "שָׁלוֹם, שלומ",
        "٢٠٢٤, 2024",
    })
    void whatReadersTakeForTheSameIsFolded(String text, String first) {
        assertThat(terms(text).stream().filter(term -> !term.equals("wide1")).findFirst())
                .get()
                .isEqualTo(first.replace('מ', text.endsWith("ם") ? 'ם' : 'מ'));
    }

    @Test
    void scriptsWithoutSpacesGivePairsAndTheLastCharacter() {
        assertThat(Words.of("iPad用紙"))
                .containsExactly(
                        new Word("ipad", 0, 4, 0, 2),
                        new Word("i", 0, 1, 0, 1),
                        new Word("pad", 1, 4, 1, 1),
                        new Word("用紙", 4, 6, 2, 1),
                        new Word("紙", 5, 6, 3, 1));
        assertThat(shown("한국어 말")).containsExactly("한국@0", "국어@1", "어@2", "말@3");
        assertThat(shown("𠮷野家")).containsExactly("𠮷野@0", "野家@1", "家@2");
        assertThat(shown("ไทย中")).containsExactly("ไท@0", "ทย@1", "ย@2", "中@3");
    }

    @Test
    void placesAreThoseOfTheOriginal() {
        String decomposed = "cafe\u0301 \u1112\u1161\u11ab\u1100\u116e\u11a8 か\u3099く";
        assertThat(Words.of(decomposed))
                .containsExactly(
                        new Word("cafe", 0, 5, 0, 1),
                        new Word("한국", 6, 12, 1, 1),
                        new Word("국", 9, 12, 2, 1),
                        new Word("がく", 13, 16, 3, 1),
                        new Word("く", 15, 16, 4, 1));
    }

    @Test
    void emojiAreWordsWithoutSkinAndGender() {
        assertThat(terms("👍🏽👍 🤷🏽‍♀️ ❤️ 🇩🇪🇫🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿"))
                .containsExactly("👍", "👍", "🤷", "❤", "🇩🇪", "🇫🇷", "🏴");
        assertThat(Words.of("👩‍💻"))
                .containsExactly(new Word("👩💻", 0, 5, 0, 2), new Word("👩", 0, 5, 0, 1), new Word("💻", 0, 5, 1, 1));
        assertThat(terms("great👍yes")).containsExactly("great", "👍", "yes");
        assertThat(terms("\uD83E\uDEE8")).as("newer than this Java").containsExactly("\uD83E\uDEE8");
        assertThat(terms("a → b │ c ⠋ Lego™")).containsExactly("a", "b", "c", "lego");
    }

    @Test
    void longWordsAreCutAtTheSameBytesWhateverFollows() {
        String line = "a".repeat(300);
        assertThat(Words.of(line)).containsExactly(new Word("a".repeat(255), 0, 300, 0, 1));
        assertThat(Words.of("ж".repeat(200)).get(0).term()).isEqualTo("ж".repeat(127));
        assertThat(Words.of("ab".repeat(100) + "-" + "cd".repeat(100))).hasSize(2);
    }

    @Test
    void invisibleCharactersDoNotCount() {
        assertThat(terms("co\u00ADoper\u200Bate \uFEFFbom \u200Frtl")).containsExactly("cooperate", "bom", "rtl");
    }

    @Test
    void fractionsDoNotRunIntoTheNumberBefore() {
        assertThat(terms("2½ m² ① Ⅻ")).containsExactly("2", "1", "2", "m2", "1", "xii");
    }
}
