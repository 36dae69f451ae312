package org.parley.formats;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Rows;

class FileTimesTest {
    @Rows({
        "\"2024-01-15T10:30:00.000Z\" | 2024-01-15T10:30:00Z",
        "\"2024-01-15T10:30:00.123456\" | 2024-01-15T10:30:00.123Z",
        "\"2024-01-15 10:30:00\" | 2024-01-15T10:30:00Z",
        "\"2024-01-15 10:30:00.5+00:00\" | 2024-01-15T10:30:00.500Z",
        "\"2024-01-15T10:30+0530\" | 2024-01-15T05:00:00Z",
        "\"2024-01-15T10:30:00 UTC\" | 2024-01-15T10:30:00Z",
        "\"2024-01-15\" | 2024-01-15T00:00:00Z",
        "\"Mon, 15 Jan 2024 10:30:00 GMT\" | 2024-01-15T10:30:00Z",
        "\"Mon Jan 15 2024 10:30:00 GMT+0100 (Central European Standard Time)\" | 2024-01-15T09:30:00Z",
        "1705314600000 | 2024-01-15T10:30:00Z",
        "1705314600 | 2024-01-15T10:30:00Z",
        "1705314600.25 | 2024-01-15T10:30:00.250Z",
        "1705314600000000 | 2024-01-15T10:30:00Z",
        "1705314600000000000 | 2024-01-15T10:30:00Z",
        "\"1705314600000\" | 2024-01-15T10:30:00Z",
    })
    void readsThePointInTime(String json, String expected) {
        assertThat(FileTimes.of(value(json)))
                .hasValueSatisfying(time -> assertThat(time).isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "0",
                "20240115",
                "-5",
                "true",
                "\"\"",
                "\"10:30 AM\"",
                "\"1/15/2024, 10:30:00 AM\"",
                "{}",
                "[]",
                "1e40",
                "\"2024-13-45\"",
                "\"2023-02-30\"",
                "\"1970-01-01T00:00:00Z\"",
                "{\"$date\": \"soon\"}",
                "{\"$oid\": \"65a50a7c0000000000000001\"}"
            })
    void whatIsNoPointInTimeIsNotGuessed(String json) {
        assertThat(FileTimes.of(value(json))).isEmpty();
    }

    private static jakarta.json.JsonValue value(String json) {
        return Json.createReader(new StringReader(json)).readValue();
    }
}
