package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.Settings;

class ModelSettingsTest {
    @Test
    void withoutASettingALocalOllamaIsLookedFor() {
        ModelSettings settings = settings(Map.of());

        assertThat(settings.addresses()).containsExactly(Address.LOCAL_OLLAMA);
        assertThat(settings.window()).isEqualTo(8192);
        assertThat(settings.timeout()).hasSeconds(60);
    }

    @Test
    void severalAreReadInTheirOrder() {
        ModelSettings settings = settings(Map.of(
                "PARLEY_ASSISTANT",
                "ollama:llama3.2:3b@http://host:11434/, openai:org/model@v2@https://api.example.org/v1 ,offline"));

        assertThat(settings.addresses())
                .containsExactly(
                        new Address(Provider.OLLAMA, Optional.of("llama3.2:3b"), URI.create("http://host:11434")),
                        new Address(
                                Provider.OPENAI, Optional.of("org/model@v2"), URI.create("https://api.example.org/v1")),
                        Address.OFFLINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama3",
                "ollama:@http://host",
                "ollama:m",
                "ollama:m@host:11434",
                "openai:m@ftp://host",
                "openai:m@http://",
                "openai:m@http://host?key=x",
                "Offline",
                "offline,",
                "claude:m@http://host"
            })
    void aWrongValueIsRefusedAndNamed(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("PARLEY_ASSISTANT", value)))
                .withMessageContaining("PARLEY_ASSISTANT is '" + value + "'")
                .withMessageContaining("ollama:MODEL@URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "many", "511", "99999999999"})
    void aWrongWindowIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("PARLEY_ASSISTANT_WINDOW", value)))
                .withMessageContaining("PARLEY_ASSISTANT_WINDOW");
    }

    private static ModelSettings settings(Map<String, String> values) {
        return ModelSettings.of(new Settings(key -> Optional.ofNullable(values.get(key))));
    }
}
