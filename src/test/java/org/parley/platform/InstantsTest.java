package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InstantsTest {
    @Test
    void theWireFormHasMillisecondsAndZ() {
        assertThat(Instants.format(Instant.parse("2024-01-15T10:30:00Z"))).isEqualTo("2024-01-15T10:30:00.000Z");
        assertThat(Instants.format(Instant.parse("0001-02-03T04:05:06.007Z"))).isEqualTo("0001-02-03T04:05:06.007Z");
        assertThat(Instants.format(Instant.parse("9999-12-31T23:59:59.999Z"))).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(Instants.format(Instant.parse("1969-12-31T23:59:59.980Z"))).isEqualTo("1969-12-31T23:59:59.980Z");
    }

    @Test
    void aTimeOfAClientHasADateAndATimeOfDay() {
        assertThat(Instants.parse("2024-01-15T10:30:00+02:00")).contains(Instant.parse("2024-01-15T08:30:00Z"));
        assertThat(Instants.parse("2024-01-15")).isEmpty();
        assertThat(Instants.parse("1705314600000")).isEmpty();
    }
}
