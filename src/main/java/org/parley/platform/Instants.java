package org.parley.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times as the API writes and reads them: RFC 3339 in UTC with {@code Z} and milliseconds, years 1 to 9999. */
public final class Instants {
    private static final DateTimeFormatter WIRE = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Instants() {}

    /** The wire form, such as {@code 2024-01-15T10:30:00.000Z}. */
    public static String format(Instant instant) {
        return WIRE.format(instant);
    }

    /**
     * Reads an ISO 8601 date and time. Without a zone it is UTC; a blank in place of the {@code T} is taken too, because
     * existing databases hold it. Finer than milliseconds is cut off, as MongoDB's dates are.
     *
     * @return empty when the text is no such time
     */
    public static Optional<Instant> parse(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            Instant instant = zoned(iso)
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year < 1 || year > 9999 ? Optional.empty() : Optional.of(instant.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean zoned(String iso) {
        int time = iso.indexOf('T');
        return time > 0
                && (iso.endsWith("Z") || iso.endsWith("z") || iso.indexOf('+', time) > 0 || iso.indexOf('-', time) > 0);
    }
}
