package org.parley.retention;

import java.time.Duration;
import java.util.Optional;
import org.parley.platform.Settings;

/**
 * What the operator has set.
 *
 * @param max {@code PARLEY_RETENTION_MAX}: the age at which everybody's conversations are put into the trash; none by
 *     default
 * @param pause {@code PARLEY_RETENTION_PAUSE}: how long to wait between two runs; an hour by default
 */
record RetentionSettings(Optional<Days> max, Duration pause) {
    private static final String MAX = "PARLEY_RETENTION_MAX";

    /** @throws IllegalArgumentException if a setting is invalid; the message names it */
    static RetentionSettings of(Settings settings) {
        Optional<Days> max = settings.text(MAX)
                .map(text -> Days.read(text).orElseThrow(() -> Settings.refused(MAX, text, Days.TAKES)));
        return new RetentionSettings(max, settings.duration("PARLEY_RETENTION_PAUSE", Duration.ofHours(1)));
    }
}
