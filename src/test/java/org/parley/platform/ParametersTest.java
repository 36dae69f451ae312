package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void anAbsentParameterHasItsDefault() {
        assertThat(Parameters.number("limit", null, 50, 1, 200)).isEqualTo(50);
        assertThat(Parameters.summary(null)).isFalse();
        assertThat(Parameters.flag("total", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "201",
                "-1",
                "1.5",
                "abc",
                "",
                " 1",
                "+1",
                "1e1",
                "0x1",
                "\u0661",
                "2147483648",
                "99999999999999999999"
            })
    void aNumberOutsideItsRangeIsRefusedByName(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Parameters.number("limit", text, 50, 1, 200))
                .satisfies(
                        problem -> assertThat(problem.errors().get(0).field()).isEqualTo("limit"));
    }

    @Test
    void anUnknownWordIsRefused() {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Parameters.summary("short"));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Parameters.flag("total", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"return=minimal", "respond-async, return=minimal", "return = \"minimal\"", "Return=Minimal; x=1"
            })
    void aMinimalAnswerIsPreferredInEveryFormOfTheHeader(String header) {
        assertThat(Parameters.prefersMinimal(header)).isTrue();
    }

    @Test
    void otherPreferencesAreNotThat() {
        assertThat(Parameters.prefersMinimal("return=representation")).isFalse();
        assertThat(Parameters.prefersMinimal(null)).isFalse();
    }
}
