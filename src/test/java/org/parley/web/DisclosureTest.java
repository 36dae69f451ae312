package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.model.Models;
import org.parley.platform.Settings;

class DisclosureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto | a model server on the same machine.",
                "openai:m@https://api.openai.com/v1 | sent to api.openai.com.",
                "openai:m@https://a.example/v1,ollama:m@http://b:11434 | sent to a.example, b.",
                "auto,openai:m@https://a.example/v1 | sent to a model server on the same machine or to a.example, depending"
            })
    void thePageNamesTheHostsThatAChatIsSentTo(String assistant, String words) {
        assertThat(disclosure(assistant, Locale.ENGLISH).getSent())
                .startsWith("For each answer, the chat is sent to ")
                .contains(words);
    }

    @Test
    void withoutAModelServerNothingIsSent() {
        assertThat(disclosure("offline", Locale.ENGLISH).getSent()).isEmpty();
        assertThat(disclosure("offline", Locale.ENGLISH).getTemporary()).isEmpty();
    }

    @Test
    void anotherMachineMayKeepATemporaryChat() {
        assertThat(disclosure("auto", Locale.ENGLISH).getTemporary()).isEmpty();
        assertThat(disclosure("auto,openai:m@https://a.example/v1", Locale.GERMAN)
                        .getTemporary())
                .isEqualTo("a.example erhält ihn und kann ihn behalten.");
    }

    private static Disclosure disclosure(String assistant, Locale locale) {
        Map<String, String> set = Map.of("PARLEY_ASSISTANT", assistant);
        Wording wording = new Wording() {
            @Override
            public Locale getLocale() {
                return locale;
            }
        };
        return new Disclosure(new Models(new Settings(key -> Optional.ofNullable(set.get(key)))), wording);
    }
}
