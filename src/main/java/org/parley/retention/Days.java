package org.parley.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An age in whole days, written as in ISO 8601: {@code P90D}.
 *
 * @param count 1 to {@value #MAX}
 */
record Days(int count) {
    /** What is taken, for messages. */
    static final String TAKES = "whole days from P1D to P3650D, such as P90D";

    private static final int MAX = 3650;
    private static final Pattern WRITTEN = Pattern.compile("P([1-9][0-9]{0,3})D");

    /** Empty if the number is out of range. */
    static Optional<Days> of(int count) {
        return count >= 1 && count <= MAX ? Optional.of(new Days(count)) : Optional.empty();
    }

    /** Reads {@code P90D}; empty if the text is anything else. */
    static Optional<Days> read(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches() ? of(Integer.parseInt(written.group(1))) : Optional.empty();
    }

    /** The time by which something of this age was there. */
    Instant before(Instant now) {
        return now.minus(Duration.ofDays(count));
    }

    @Override
    public String toString() {
        return "P" + count + "D";
    }
}
