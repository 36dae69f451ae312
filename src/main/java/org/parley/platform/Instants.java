package org.parley.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as the API writes and reads them: RFC 3339 in UTC with {@code Z} and milliseconds, years 1 to 9999. */
public final class Instants {
    private Instants() {}

    /**
     * The wire form, such as {@code 2024-01-15T10:30:00.000Z}. Made by hand: a formatter took more time than the rest of
     * a message.
     */
    public static String format(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        digits(text, time.getYear(), 1000).append('-');
        digits(text, time.getMonthValue(), 10).append('-');
        digits(text, time.getDayOfMonth(), 10).append('T');
        digits(text, time.getHour(), 10).append(':');
        digits(text, time.getMinute(), 10).append(':');
        digits(text, time.getSecond(), 10).append('.');
        return digits(text, time.getNano() / 1_000_000, 100).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int unit = highest; unit > 1 && number < unit; unit /= 10) {
            text.append('0');
        }
        return text.append(number);
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
