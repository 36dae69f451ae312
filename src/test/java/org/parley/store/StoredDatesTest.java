package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredDatesTest {
    @ParameterizedTest
    @CsvSource({
        "2024-01-15T10:30:00Z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30:00.123456, 2024-01-15T10:30:00.123456Z",
        "2024-01-15 10:30:00, 2024-01-15T10:30:00Z",
        "2024-01-15T12:30:00+02:00, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30, 2024-01-15T10:30:00Z",
        "2024-01-15, 2024-01-15T00:00:00Z"
    })
    void isoStringsAreUtcUnlessTheySayOtherwise(String stored, Instant meant) {
        assertThat(StoredDates.read(stored)).isEqualTo(meant);
    }

    @Test
    void datesAreDates() {
        assertThat(StoredDates.read(new Date(5))).isEqualTo(Instant.ofEpochMilli(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2024-13-01T00:00:00Z", "2024-01-15T10"})
    void whatIsNoDateIsNone(String stored) {
        assertThat(StoredDates.read(stored)).isNull();
        assertThat(StoredDates.read(5)).isNull();
        assertThat(StoredDates.read(null)).isNull();
    }
}
