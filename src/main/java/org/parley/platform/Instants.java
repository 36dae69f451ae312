package org.parley.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as the API writes and reads them: RFC 3339 in UTC with {@code Z} and milliseconds, years 1 to 9999. */
public final class Instants {
    private static final String FORM = "0000-00-00T00:00:00.000Z";

    private Instants() {}

    /**
     * The wire form, such as {@code 2024-01-15T10:30:00.000Z}. Made by hand: a formatter took more time than the rest of
     * a message.
     */
    public static String format(Instant instant) {
        return new String(ascii(instant), StandardCharsets.US_ASCII);
    }

    /** The wire form in ASCII. */
    public static byte[] ascii(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        byte[] text = FORM.getBytes(StandardCharsets.US_ASCII);
        digits(text, 0, 4, time.getYear());
        digits(text, 5, 2, time.getMonthValue());
        digits(text, 8, 2, time.getDayOfMonth());
        digits(text, 11, 2, time.getHour());
        digits(text, 14, 2, time.getMinute());
        digits(text, 17, 2, time.getSecond());
        digits(text, 20, 3, time.getNano() / 1_000_000);
        return time.getYear() < 0 || time.getYear() > 9999 ? beyond(time.getYear(), text) : text;
    }

    /** The form for years that RFC 3339 does not have; existing databases hold some. */
    private static byte[] beyond(int year, byte[] text) {
        String behindTheYear = new String(text, 4, text.length - 4, StandardCharsets.US_ASCII);
        return (year + behindTheYear).getBytes(StandardCharsets.US_ASCII);
    }

    private static void digits(byte[] text, int from, int length, int number) {
        int rest = Math.abs(number);
        for (int i = from + length - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * Reads a time that a client sends: an ISO 8601 date and time of day, as {@link Times#dateTime} reads it.
     *
     * @return empty if the text is no such time
     */
    public static Optional<Instant> parse(String text) {
        return Times.dateTime(text);
    }
}
