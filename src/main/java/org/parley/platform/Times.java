package org.parley.platform;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads times as texts and numbers, the same for requests, stored documents and import files. Times have whole
 * milliseconds, as MongoDB's dates do; finer digits are cut off.
 *
 * <p>Only unambiguous forms are read: {@code 15.01.2024 10:30} and {@code 3/4/2024} are no times.
 */
public final class Times {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' ']")
            .optionalStart()
            .appendPattern("[XXX][XX][X]['UTC']['GMT']")
            .optionalStart()
            .appendLiteral('[')
            .appendZoneRegionId()
            .appendLiteral(']')
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    /** What nearly every stored text looks like, with or without milliseconds. */
    private static final String WIRE = "0000-00-00T00:00:00.000Z";

    private static final String DIGITS = "\\d{9,19}(\\.\\d{1,9})?";

    private static final BigDecimal FIRST_SECOND = BigDecimal.valueOf(100_000_000L);
    private static final BigDecimal FIRST_MILLISECOND = FIRST_SECOND.scaleByPowerOfTen(3);
    private static final BigDecimal FIRST_MICROSECOND = FIRST_SECOND.scaleByPowerOfTen(6);
    private static final BigDecimal FIRST_NANOSECOND = FIRST_SECOND.scaleByPowerOfTen(9);
    private static final BigDecimal END = BigDecimal.TEN.pow(19);

    private Times() {}

    /**
     * Reads an ISO 8601 date, with or without a time of day and a zone, or a number in digits as {@link #of(BigDecimal)}
     * reads it. Without a time it is midnight, without a zone UTC; a blank may stand in place of the {@code T}.
     *
     * @return empty if the text is no such time, or its year is not 1 to 9999
     */
    public static Optional<Instant> of(String text) {
        if (isWireForm(text)) {
            return wireForm(text);
        }
        String stripped = text.strip();
        return stripped.matches(DIGITS) ? of(new BigDecimal(stripped)) : iso(stripped);
    }

    /** Reads an ISO 8601 date with a time of day, as {@link #of(String)} does; a date or a number alone is empty. */
    public static Optional<Instant> dateTime(String text) {
        if (isWireForm(text)) {
            return wireForm(text);
        }
        String stripped = text.strip();
        return stripped.indexOf(':') < 0 ? Optional.empty() : iso(stripped);
    }

    /**
     * Reads a number since 1970: seconds, milliseconds, microseconds or nanoseconds, whichever lies between March 1973
     * and the year 5138 (nanoseconds: 2286).
     *
     * @return empty for smaller and larger numbers
     */
    public static Optional<Instant> of(BigDecimal number) {
        if (number.compareTo(FIRST_SECOND) < 0 || number.compareTo(END) >= 0) {
            return Optional.empty();
        }
        int toMillis = number.compareTo(FIRST_MILLISECOND) < 0
                ? 3
                : number.compareTo(FIRST_MICROSECOND) < 0 ? 0 : number.compareTo(FIRST_NANOSECOND) < 0 ? -3 : -6;
        return Optional.of(
                Instant.ofEpochMilli(number.scaleByPowerOfTen(toMillis).longValue()));
    }

    /** Reads a number as {@link #of(BigDecimal)} does; empty for infinities and what is no number. */
    public static Optional<Instant> of(double number) {
        return Double.isFinite(number) ? of(BigDecimal.valueOf(number)) : Optional.empty();
    }

    private static boolean isWireForm(String text) {
        int length = text.length();
        if (length != 20 && length != 24 || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            if (WIRE.charAt(i) == '0' ? c < '0' || c > '9' : c != WIRE.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Parses by hand: the formatter takes more time than the rest of a message. */
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

    private static Optional<Instant> iso(String text) {
        try {
            Instant instant = instant(ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year < 1 || year > 9999 ? Optional.empty() : Optional.of(instant.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The instant of a parsed date; UTC without an offset, midnight without a time of day. */
    public static Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return parsed instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
