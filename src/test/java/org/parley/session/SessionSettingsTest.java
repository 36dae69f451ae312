package org.parley.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parley.platform.Settings;

class SessionSettingsTest {
    @Test
    void sessionsLiveTwoHoursIdleAndADayInAll() {
        assertThat(of(Map.of())).isEqualTo(new SessionSettings(Duration.ofHours(2), Duration.ofHours(24), false));
    }

    @Test
    void aBusySessionIsWrittenOnceAMinute() {
        assertThat(of(Map.of()).touchEvery()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aShortIdleTimeIsWrittenFourTimesInIt() {
        assertThat(of(Map.of("PARLEY_SESSION_IDLE", "PT20S")).touchEvery()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anUnknownCookiePolicyIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("PARLEY_SECURE_COOKIES", "never")))
                .withMessageContaining("PARLEY_SECURE_COOKIES");
    }

    private static SessionSettings of(Map<String, String> values) {
        return SessionSettings.of(new Settings(key -> Optional.ofNullable(values.get(key))));
    }
}
