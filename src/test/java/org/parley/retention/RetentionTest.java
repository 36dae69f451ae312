package org.parley.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;

class RetentionTest {
    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P90D", "P3650D"})
    void wholeDaysAreWrittenAsTheyWereRead(String text) {
        assertThat(Days.read(text)).map(Days::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"P0D", "P3651D", "P-1D", "P1.5D", "P01D", "PT24H", "P1W", "P1M", "p1d", "90", " P1D", "P1D\n"})
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Retention.of(null, text))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.errors().get(0).field()).isEqualTo("trash_after");
                });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("PARLEY_RETENTION_MAX", text + "x")))
                .withMessageContaining("PARLEY_RETENTION_MAX")
                .withMessageContaining("P90D");
    }

    @Test
    void aBodyReplacesBothValues() {
        assertThat(Retention.of(Json.createObjectBuilder()
                        .addNull("archive_after")
                        .add("trash_after", "P2D")
                        .build()))
                .isEqualTo(new Retention(Optional.empty(), Optional.of(new Days(2))));
        assertThat(Retention.of(Json.createObjectBuilder().build())).isEqualTo(Retention.NONE);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Retention.of(
                        Json.createObjectBuilder().add("archive_after", 90).build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{archive_after: 'P90D'}",
                "{archive_after: 0, trash_after: 3651}",
                "{archive_after: 90.5}",
                "{trash_after: {$numberLong: '90'}}",
                "{trash_after: [90], archive_after: null}"
            })
    void storedValuesOfOtherKindsAreNone(String stored) {
        assertThat(Retention.of(BsonDocument.parse(stored))).isEqualTo(Retention.NONE);
    }

    @Test
    void theLimitCountsForWhoeverWantsLessOrNothing() {
        Optional<Days> max = Optional.of(new Days(100));

        assertThat(Retention.NONE.cappedAt(max).trashAfter()).isEqualTo(max);
        assertThat(Retention.of(null, "P200D").cappedAt(max).trashAfter()).isEqualTo(max);
        assertThat(Retention.of(null, "P50D").cappedAt(max).trashAfter()).contains(new Days(50));
        assertThat(Retention.of("P300D", "P50D").cappedAt(Optional.empty())).isEqualTo(Retention.of("P300D", "P50D"));
    }

    @Test
    void withoutSettingsThereIsNoLimit() {
        assertThat(settings(Map.of())).isEqualTo(new RetentionSettings(Optional.empty(), Duration.ofHours(1)));
        assertThat(settings(Map.of("PARLEY_RETENTION_MAX", "P365D")).max()).contains(new Days(365));
    }

    private static RetentionSettings settings(Map<String, String> values) {
        return RetentionSettings.of(new Settings(key -> Optional.ofNullable(values.get(key))));
    }
}
