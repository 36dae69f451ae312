package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Why **is** it? | Why is it?",
                "# A heading | A heading",
                "> # Quoted | Quoted",
                "- one - two | one - two",
                "1. First | First",
                "What does `rm -rf` do | What does rm -rf do",
                "Read [this page](https://example.org/a \"title\"), please | Read this page, please",
                "![A cat](https://example.org/cat.png) | A cat",
                "*Really* (*really*)? | Really (really)?",
                "~~not~~ this | not this"
            })
    void marksOfMarkdownAreNoWords(String text, String title) {
        assertThat(FirstWords.of(text)).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 * 3 * 4",
                "5*3*2",
                "What does __init__ do?",
                "C# or F#?",
                "snake_case_name",
                "[x](javascript:alert(1))",
                "<b>bold</b>",
                "array[0](1)",
                "**",
                "```"
            })
    void whatIsNoMarkStays(String text) {
        assertThat(FirstWords.of(text)).isEqualTo(text);
    }

    @Test
    void aBlockOfCodeIsNamedByItsCode() {
        assertThat(FirstWords.of("```java\nint i = 0;\n```")).isEqualTo("int i = 0;");
    }

    @Test
    void whatIsTooLongEndsAtAWord() {
        assertThat(FirstWords.of("word ".repeat(30)))
                .isEqualTo("word ".repeat(10).strip() + "…");
        assertThat(FirstWords.of("x".repeat(80))).isEqualTo("x".repeat(49) + "…");
        assertThat(FirstWords.of("x".repeat(48) + "😀😀")).isEqualTo("x".repeat(48) + "…");
    }

    @Test
    void onlyTheBeginningIsReadAndNoCharacterIsHalved() {
        assertThat(FirstWords.of("> ".repeat(499) + "a😀")).isEqualTo("a");
    }

    @Test
    void noTextTakesLong() {
        for (String mark : new String[] {"[", "*", "**a", "`", "> ", "# ", "![", "(*", "[](https:"}) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> FirstWords.of(mark.repeat(1 << 19)));
        }
    }
}
