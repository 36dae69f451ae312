package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Rows;

class LanguagesTest {
    private static final Optional<String> NONE = Optional.empty();

    @Rows({
        "de | de",
        "de-AT,de;q=0.9,en;q=0.8 | de-AT",
        "fr-FR,fr;q=0.9,es-MX;q=0.5,en;q=0.4 | es-MX",
        "en;q=0.3,es;q=0.7 | es",
        "es;q=0,en | en",
        "fr, * | en",
        "zh-Hant-TW-x-private, de-Latn-CH | de-CH",
        "DE | de",
    })
    void theBrowserIsAnsweredInItsFirstLanguageThatPagesSpeak(String header, String chosen) {
        assertThat(Languages.choose(NONE, NONE, header)).isEqualTo(Locale.forLanguageTag(chosen));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ";", "*", "de;q=x", "<script>", "😀", "de;q=2", "..", "x-de", "q=1;de"})
    void aHeaderThatSaysNothingIsEnglish(String header) {
        assertThat(Languages.choose(NONE, NONE, header)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void withoutAHeaderOrWithAnEndlessOneItIsEnglish() {
        assertThat(Languages.choose(NONE, NONE, null)).isEqualTo(Locale.ENGLISH);
        assertThat(Languages.choose(NONE, NONE, "de,".repeat(10_000))).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void thePersonsChoiceBeatsTheBrowsersMemoryAndThatWhatItAsksFor() {
        assertThat(Languages.choose(Optional.of("es"), Optional.of("de"), "en")).isEqualTo(Locale.forLanguageTag("es"));
        assertThat(Languages.choose(NONE, Optional.of("de"), "en")).isEqualTo(Locale.GERMAN);
    }

    @Test
    void aChoiceThatNoPageSpeaksCountsForNothing() {
        assertThat(Languages.choose(Optional.of("tlh"), Optional.of("../../etc"), "de"))
                .isEqualTo(Locale.GERMAN);
    }

    @Test
    void theRegionIsTheBrowsersWhereItIsOfTheChosenLanguage() {
        assertThat(Languages.choose(Optional.of("en"), NONE, "de-DE,en-GB;q=0.5"))
                .isEqualTo(Locale.UK);
        assertThat(Languages.choose(Optional.of("es"), NONE, "de-DE,en-GB;q=0.5"))
                .isEqualTo(Locale.forLanguageTag("es"));
    }
}
