package org.parley.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A Warm Welcome | A Warm Welcome",
                "\"A Warm Welcome\" | A Warm Welcome",
                "**Title: A Warm Welcome** | A Warm Welcome",
                "# Ein Titel | Ein Titel",
                "<think>what now</think> Short | Short",
                "„Grüße“ | Grüße",
                "C++ or Rust? | C++ or Rust?"
            })
    void whatModelsPutAroundATitleGoes(String said, String title) {
        assertThat(Titles.clean(said)).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({"''", "'...'", "'<think>never ends'", "'\"\"'"})
    void whatHasNoWordIsNoTitle(String said) {
        assertThat(Titles.clean(said)).isEmpty();
    }
}
