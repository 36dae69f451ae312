package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.Settings;

class ModelSettingsTest {
    @Test
    void theDefaultIsALocalOllama() {
        ModelSettings settings = settings(Map.of());

        assertThat(settings.addresses()).containsExactly(Address.LOCAL_OLLAMA);
        assertThat(settings.window()).isEqualTo(8192);
        assertThat(settings.timeout()).hasSeconds(60);
    }

    @Test
    void severalAddressesKeepTheirOrder() {
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
    void anInvalidValueIsRefusedByName(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("PARLEY_ASSISTANT", value)))
                .withMessageContaining("PARLEY_ASSISTANT is '" + value + "'")
                .withMessageContaining("ollama:MODEL@URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "many", "511", "99999999999"})
    void anInvalidWindowIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("PARLEY_ASSISTANT_WINDOW", value)))
                .withMessageContaining("PARLEY_ASSISTANT_WINDOW");
    }

    @Test
    void aNumberedKeyBelongsToItsEntryAlone() {
        ModelSettings settings = settings(Map.of(
                "PARLEY_ASSISTANT",
                "openai:a@https://one.example.org/v1, openai:b@https://two.example.org/v1, ollama:c@http://host:11434,"
                        + " openai:d@https://three.example.org/v1",
                "PARLEY_ASSISTANT_KEY_1",
                "first",
                "PARLEY_ASSISTANT_KEY_3",
                "third"));

        assertThat(settings.servers())
                .extracting(ModelServer::key)
                .containsExactly(Optional.of("first"), Optional.empty(), Optional.of("third"), Optional.empty());
        assertThat(settings.toString()).doesNotContain("first");
    }

    @Test
    void theKeyWithoutANumberIsNotSentToASecondServer() {
        String entries = "ollama:a@http://host:11434, openai:b@https://one.example.org/v1,"
                + " openai:c@https://two.example.org/v1, openai:d@https://ONE.example.org:443/v2,"
                + " openai:e@http://one.example.org/v1";

        assertThat(settings(Map.of("PARLEY_ASSISTANT", entries, "PARLEY_ASSISTANT_KEY", "k"))
                        .servers())
                .extracting(ModelServer::key)
                .containsExactly(
                        Optional.empty(), Optional.of("k"), Optional.empty(), Optional.of("k"), Optional.empty());
        assertThat(settings(Map.of(
                                "PARLEY_ASSISTANT",
                                entries,
                                "PARLEY_ASSISTANT_KEY",
                                "k",
                                "PARLEY_ASSISTANT_KEY_2",
                                "second"))
                        .servers())
                .extracting(ModelServer::key)
                .containsExactly(
                        Optional.empty(), Optional.of("second"), Optional.of("k"), Optional.empty(), Optional.empty());
    }

    @Test
    void aKeyMayStandInAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "s3cret\n");

        assertThat(settings(Map.of("PARLEY_ASSISTANT", "openai:a@http://one", "PARLEY_ASSISTANT_KEY_FILE", "" + file))
                        .servers())
                .extracting(ModelServer::key)
                .containsExactly(Optional.of("s3cret"));
        assertThat(settings(Map.of("PARLEY_ASSISTANT", "openai:a@http://one", "PARLEY_ASSISTANT_KEY_1_FILE", "" + file))
                        .servers())
                .extracting(ModelServer::key)
                .containsExactly(Optional.of("s3cret"));
    }

    private static ModelSettings settings(Map<String, String> values) {
        return ModelSettings.of(new Settings(key -> Optional.ofNullable(values.get(key))));
    }
}
