package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginThrottleTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "4, 0", "5, 1", "6, 2", "7, 4", "10, 32", "11, 60", "1000000, 60"})
    void theWaitDoublesUpToAMinute(int failures, long seconds) {
        assertThat(LoginThrottle.delayAfter(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void waitsAreWholeSecondsAndNeverTooShort() {
        assertThat(LoginThrottle.roundedUp(Duration.ofMillis(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(LoginThrottle.roundedUp(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(LoginThrottle.roundedUp(Duration.ofMillis(-1))).isZero();
    }
}
