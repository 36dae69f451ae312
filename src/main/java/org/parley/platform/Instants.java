package org.parley.platform;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

    /** What an existing database holds beyond the years of the form still can be told from another time. */
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
     * Reads an ISO 8601 date and time. Without a zone it is UTC; a blank in place of the {@code T} is taken too, because
     * existing databases hold it. Finer than milliseconds is cut off, as MongoDB's dates are.
     *
     * @return empty when the text is no such time
     */
    public static Optional<Instant> parse(String text) {
        return isWireForm(text) ? wireForm(text) : anyForm(text);
    }

    /** Whether a text has the form that is written here, with or without milliseconds; nearly every stored one has. */
    private static boolean isWireForm(String text) {
        int length = text.length();
        if (length != 20 && length != 24 || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Instant> wireForm(String text) {
        int nanos = text.length() == 24 ? number(text, 20, 23) * 1_000_000 : 0;
        int year = number(text, 0, 4);
        try {
            LocalDateTime time = LocalDateTime.of(
                    year,
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, 19),
                    nanos);
            return year < 1 ? Optional.empty() : Optional.of(time.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private static Optional<Instant> anyForm(String text) {
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
