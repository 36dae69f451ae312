package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path directory;

    @Test
    void aBlankValueCountsAsAbsent() {
        assertThat(settings("KEY", "  ").text("KEY")).isEmpty();
        assertThat(settings("KEY", " v ").text("KEY")).contains("v");
    }

    @Test
    void aDurationIsIso8601() {
        assertThat(settings("KEY", "PT90M").duration("KEY", Duration.ZERO)).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings("OTHER", "x").duration("KEY", Duration.ofHours(2))).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "PT0S", "PT-1H", "two hours"})
    void whatIsNoPositiveDurationIsRefusedByTheKeysName(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("PARLEY_SESSION_IDLE", value).duration("PARLEY_SESSION_IDLE", Duration.ZERO))
                .withMessageContaining("PARLEY_SESSION_IDLE")
                .withMessageContaining("PT2H");
    }

    @ParameterizedTest
    @CsvSource({
        "s3cret, s3cret",
        "s3cret\\n, s3cret",
        "s3cret\\r\\n, s3cret",
        "s3cret\\n\\n, s3cret\\n",
        "' s3 cret ', ' s3 cret '"
    })
    void aSecretIsReadFromAFileWithoutOneLineBreakAtItsEnd(String content, String secret) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), content.translateEscapes());

        assertThat(settings("KEY_FILE", file.toString()).secret("KEY")).contains(secret.translateEscapes());
        assertThat(settings("KEY_FILE", file.toString()).hasSecret("KEY")).isTrue();
    }

    @Test
    void aSecretThatCannotBeReadIsRefusedWithoutShowingIt() throws IOException {
        Path bytes = Files.write(directory.resolve("bytes"), new byte[] {'s', '3', (byte) 0xFF});
        for (String file : List.of(directory.toString(), "/nowhere/key", bytes.toString(), "\0")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings("KEY_FILE", file).secret("KEY"))
                    .withMessage("KEY_FILE names '" + file + "', which cannot be read as a text file");
        }
        Path blank = Files.writeString(directory.resolve("blank"), "\n");
        assertThatIllegalStateException()
                .isThrownBy(() -> settings("KEY_FILE", blank.toString()).unloggedSecret("KEY"))
                .withMessage("KEY_FILE names '" + blank + "', which is empty");
        Settings both = new Settings(key -> Optional.of("s3cret"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> both.secret("KEY"))
                .withMessage("KEY and KEY_FILE are both set; leave one of them out");
    }

    private static Settings settings(String key, String value) {
        return new Settings(asked -> Optional.ofNullable(Map.of(key, value).get(asked)));
    }
}
