package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void theFirstValueEndsTheRepetition() {
        assertThat(Retries.atMost(5).until(() -> at(3))).contains(3);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void theNumberOfAttemptsIsLimited() {
        assertThat(Retries.atMost(5).withPauses().until(() -> at(6))).isEmpty();
        assertThat(attempts).hasValue(5);
    }

    @Test
    void aConflictThatIsThrownIsRepeated() {
        assertThat(Retries.atMost(5)
                        .whileThrown(IllegalStateException.class, () -> at(2).orElseThrow(IllegalStateException::new)))
                .isEqualTo(2);
    }

    @Test
    void theLastConflictIsThrown() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Retries.atMost(5)
                        .whileThrown(IllegalStateException.class, () -> at(6).orElseThrow(IllegalStateException::new)));
        assertThat(attempts).hasValue(5);
    }

    @Test
    void anotherExceptionEndsTheRepetition() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Retries.atMost(5)
                        .whileThrown(
                                IllegalArgumentException.class, () -> at(6).orElseThrow(IllegalStateException::new)));
        assertThat(attempts).hasValue(1);
    }

    private Optional<Integer> at(int successful) {
        int made = attempts.incrementAndGet();
        return made == successful ? Optional.of(made) : Optional.empty();
    }
}
