package org.parley.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Rows;

class TitleTest {
    @Rows({
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
        assertThat(Title.ofFirstWords(text)).isEqualTo(title);
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
        assertThat(Title.ofFirstWords(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| Name | Age |\n|---|---|\n| Ada | 36 |",
                "Name | Age\n--- | ---\nAda | 36",
                "|Name|Age|\r\n|:--|--:|\r\n|Ada|36|\r\n",
                "| Name | Age |\n| :-: | - |\n| Ada | 36 |\n|"
            })
    void aTableIsNamedByItsCells(String table) {
        assertThat(Title.ofFirstWords(table)).isEqualTo("Name Age Ada 36");
        assertThat(Title.ofFirstWords("Look:\n\n" + table)).isEqualTo("Look: Name Age Ada 36");
    }

    @Test
    void aBarOutsideATableStays() {
        assertThat(Title.ofFirstWords("ls | wc -l\nand a | b\n---")).isEqualTo("ls | wc -l and a | b ---");
        assertThat(Title.ofFirstWords("a || b")).isEqualTo("a || b");
    }

    @Test
    void aBlockOfCodeIsNamedByItsCode() {
        assertThat(Title.ofFirstWords("```java\nint i = 0;\n```")).isEqualTo("int i = 0;");
    }

    @Test
    void whatIsTooLongEndsAtAWord() {
        assertThat(Title.ofFirstWords("word ".repeat(30)))
                .isEqualTo("word ".repeat(10).strip() + "…");
        assertThat(Title.ofFirstWords("x".repeat(80))).isEqualTo("x".repeat(49) + "…");
        assertThat(Title.ofFirstWords("x".repeat(48) + "😀😀")).isEqualTo("x".repeat(48) + "…");
    }

    @Test
    void onlyTheBeginningIsReadAndNoCharacterIsHalved() {
        assertThat(Title.ofFirstWords("> ".repeat(499) + "a😀")).isEqualTo("a");
    }

    @Test
    void noTextTakesLong() {
        for (String mark :
                new String[] {"[", "*", "**a", "`", "> ", "# ", "![", "(*", "[](https:", "|", "|\n", "|\n|-"}) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> Title.ofFirstWords(mark.repeat(1 << 19)));
        }
    }
}
