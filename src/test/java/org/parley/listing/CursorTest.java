package org.parley.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.ProblemException;

class CursorTest {
    @Test
    void whatWasWrittenIsReadBack() {
        Cursor cursor = new Cursor(Instant.parse("2024-01-15T10:30:00.123Z"), new ObjectId());

        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
        assertThat(Cursor.parse(Cursor.after(7).toString())).isEqualTo(Cursor.after(7));
        assertThat(Cursor.parse(Cursor.afterUndated(300).toString())).isEqualTo(Cursor.afterUndated(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!!", "AAAA", "AgAAAAA", "AP____8", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void anythingElseIsRefusedByName(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Cursor.parse(text))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400))
                .satisfies(
                        problem -> assertThat(problem.errors().get(0).field()).isEqualTo("cursor"));
    }
}
