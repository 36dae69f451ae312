package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2024-01-15T10:30:00Z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30:00.123456, 2024-01-15T10:30:00.123Z",
        "2024-01-15 10:30:00, 2024-01-15T10:30:00Z",
        "2024-01-15T12:30:00+02:00, 2024-01-15T10:30:00Z",
        "2024-01-15T12:30:00+0200, 2024-01-15T10:30:00Z",
        "2024-01-15 12:30:00 +02, 2024-01-15T10:30:00Z",
        "2024-01-15T05:00:00-05:30, 2024-01-15T10:30:00Z",
        "2024-01-15T11:30:00+01:00[Europe/Berlin], 2024-01-15T10:30:00Z",
        "2024-01-15 10:30:00 UTC, 2024-01-15T10:30:00Z",
        "2024-01-15t10:30:00z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30, 2024-01-15T10:30:00Z",
        "' 2024-01-15T10:30:00.5Z ', 2024-01-15T10:30:00.500Z",
        "0001-02-03T04:05:06.007Z, 0001-02-03T04:05:06.007Z",
        "1969-12-31T23:59:59.980Z, 1969-12-31T23:59:59.980Z"
    })
    void aDateWithATimeIsUtcUnlessItSaysOtherwise(String text, Instant meant) {
        assertThat(Times.of(text)).contains(meant);
        assertThat(Times.dateTime(text)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15, 2024-01-15T00:00:00Z",
        "1705314600, 2024-01-15T10:30:00Z",
        "1705314600000, 2024-01-15T10:30:00Z",
        "1705314600.25, 2024-01-15T10:30:00.250Z"
    })
    void aDateOrANumberAloneIsReadWhereNoClientSendsIt(String text, Instant meant) {
        assertThat(Times.of(text)).contains(meant);
        assertThat(Times.dateTime(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "15.01.2024 10:30",
                "1/15/2024",
                "10:30",
                "2024",
                "20240115",
                "2024-13-01T00:00:00Z",
                "2023-02-29T00:00:00.000Z",
                "2023-02-30",
                "2024-01-15T24:00:00Z",
                "2024-01-15T10",
                "2024-01-15T10:30:0xZ",
                "0000-01-15T10:00:00Z",
                "+10000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00"
            })
    void whatIsNoTimeIsNotGuessed(String text) {
        assertThat(Times.of(text)).isEmpty();
        assertThat(Times.dateTime(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100000000, 1973-03-03T09:46:40Z",
        "99999999999, 5138-11-16T09:46:39Z",
        "100000000000, 1973-03-03T09:46:40Z",
        "99999999999999, 5138-11-16T09:46:39.999Z",
        "100000000000000, 1973-03-03T09:46:40Z",
        "100000000000000000, 1973-03-03T09:46:40Z",
        "1740823200.5, 2025-03-01T10:00:00.500Z",
        "1740823200000.9, 2025-03-01T10:00:00Z"
    })
    void aNumberIsInTheUnitThatMakesItATimeOfComputers(BigDecimal number, Instant meant) {
        assertThat(Times.of(number)).contains(meant);
        assertThat(Times.of(number.doubleValue())).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1740823200, 5, 99_999_999, 1e19, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
    void otherNumbersAreNoTimes(double number) {
        assertThat(Times.of(number)).isEmpty();
    }
}
