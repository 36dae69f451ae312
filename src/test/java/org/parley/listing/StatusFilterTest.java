package org.parley.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.parley.platform.ProblemException;

class StatusFilterTest {
    @Test
    void withoutAWordTheActiveAreListed() {
        assertThat(StatusFilter.of(null)).isEqualTo(StatusFilter.ACTIVE);
        assertThat(StatusFilter.of("archived")).isEqualTo(StatusFilter.ARCHIVED);
        assertThat(StatusFilter.of("all")).isEqualTo(StatusFilter.ALL);
    }

    @Test
    void anUnknownWordIsRefused() {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> StatusFilter.of("deleted"));
    }
}
