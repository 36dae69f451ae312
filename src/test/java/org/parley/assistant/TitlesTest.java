package org.parley.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Rows;

class TitlesTest {
    @Rows({
        "A Warm Welcome | A Warm Welcome",
        "\"A Warm Welcome\" | A Warm Welcome",
        "**Title: A Warm Welcome** | A Warm Welcome",
        "# Ein Titel | Ein Titel",
        "<think>what now</think> Short | Short",
        "„Grüße“ | Grüße",
        "C++ or Rust? | C++ or Rust?",
        "A **Warm** Welcome | A Warm Welcome",
        "**A Warm** Welcome | A Warm Welcome",
        "A **Warm Welcome** | A Warm Welcome",
        "**A Warm Welcome | A Warm Welcome",
        "***A Warm Welcome*** | A Warm Welcome",
        "*A* Warm `Welcome` | A Warm Welcome",
        "__A Warm Welcome__ | A Warm Welcome",
        "_A Warm Welcome_ | A Warm Welcome",
        "- A Warm Welcome | A Warm Welcome",
        "__init__ in Python | __init__ in Python",
        "2 * 3 * 4 | 2 * 3 * 4",
        "snake_case_names | snake_case_names",
        "-5 Degrees Outside | -5 Degrees Outside",
        "Title: \"A Warm Welcome\" | A Warm Welcome",
        "**Title:** A Warm Welcome | A Warm Welcome",
        "Your Answer: A Warm Welcome | A Warm Welcome",
        "**Your Answer:** **A Warm Welcome** | A Warm Welcome",
        "Here's a title for this conversation: A Warm Welcome | A Warm Welcome",
        "Título: Una bienvenida | Una bienvenida",
        "Titel： 你好 | 你好",
        "[A Warm Welcome](https://example.org) | A Warm Welcome",
        "<title>A Warm Welcome</title> | A Warm Welcome",
        "musing</think>A Warm Welcome | A Warm Welcome",
        "<thought>musing</thought>A Warm Welcome | A Warm Welcome",
        "Rust: the Book | Rust: the Book",
        "The Answer to Everything | The Answer to Everything"
    })
    void whatModelsPutAroundATitleGoes(String said, String title) {
        assertThat(Titles.clean(said)).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your Answer:\nA Warm Welcome",
                "**Your Answer:**\n\n**A Warm Welcome**",
                "Your Answer\nA Warm Welcome",
                "Sure! Here is a title for the conversation:\n\n\"A Warm Welcome\"",
                "Answer:\r\n# A Warm Welcome\r\nI hope that helps."
            })
    void aLabelOnALineOfItsOwnIsNoTitle(String said) {
        assertThat(Titles.clean(said)).isEqualTo("A Warm Welcome");
    }

    @Test
    void aLongTitleIsCutBetweenWordsAndSaysSo() {
        assertThat(Titles.clean("word ".repeat(30)))
                .isEqualTo("word ".repeat(16).strip() + "…");
        assertThat(Titles.clean("w".repeat(100))).isEqualTo("w".repeat(79) + "…");
        assertThat(Titles.clean("😀a".repeat(100))).isEqualTo("😀a".repeat(39) + "😀…");
        assertThat(Titles.clean("w".repeat(80))).isEqualTo("w".repeat(80));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "'...'",
        "'<think>never ends'",
        "'\"\"'",
        "'Your Answer:'",
        "'**Your Answer:**'",
        "'Title'",
        "'Answer:'"
    })
    void whatHasNoWordIsNoTitle(String said) {
        assertThat(Titles.clean(said)).isEmpty();
    }
}
