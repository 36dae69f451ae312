package org.parley.trash;

import java.time.Duration;
import org.parley.platform.Settings;

/**
 * How long the trash keeps conversations.
 *
 * @param keep {@code PARLEY_TRASH}; 30 days by default, zero to delete at once
 */
public record TrashSettings(Duration keep) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if the setting is invalid; the message names it
     */
    public static TrashSettings of(Settings settings) {
        return new TrashSettings(settings.durationOrZero("PARLEY_TRASH", Duration.ofDays(30)));
    }

    /** Whether there is no trash: conversations are deleted at once. */
    public boolean isOff() {
        return keep.isZero();
    }

    /** How often to look for conversations whose time is up: every five minutes, or twice in a shorter time. */
    Duration pause() {
        Duration half = keep.dividedBy(2);
        Duration most = half.compareTo(LONGEST_PAUSE) < 0 ? half : LONGEST_PAUSE;
        return isOff() || most.compareTo(SHORTEST_PAUSE) >= 0 ? (isOff() ? LONGEST_PAUSE : most) : SHORTEST_PAUSE;
    }
}
