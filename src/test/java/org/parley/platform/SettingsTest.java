package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
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

    private static Settings settings(String key, String value) {
        return new Settings(asked -> Optional.ofNullable(Map.of(key, value).get(asked)));
    }
}
