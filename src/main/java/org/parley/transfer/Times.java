package org.parley.transfer;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the points in time that export files hold: ISO 8601 with or without zone (none is UTC), what JavaScript's
 * {@code Date} prints, RFC 1123, numbers since 1970 in seconds, milliseconds, micro- or nanoseconds, and MongoDB's
 * {@code {"$date": …}}.
 *
 * <p>A clock text such as {@code 10:30 AM} or {@code 3/4/2024, 10:30} is none: it is not guessed.
 */
final class Times {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' ']")
            .optionalStart()
            .appendPattern("[XXX][XX][X]['UTC']['GMT']")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter JAVASCRIPT =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.ENGLISH);
    private static final List<DateTimeFormatter> FORMS =
            List.of(ISO, JAVASCRIPT, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH));
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

    private Times() {}

    /** The point in time, in whole milliseconds; empty for null, for zero and for what is none. */
    static Optional<Instant> of(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return ofNumber(number.bigDecimalValue());
        }
        if (value instanceof JsonString text) {
            return ofText(text.getString().strip());
        }
        if (value instanceof JsonObject object && object.size() == 1) {
            return object.containsKey("$date")
                            || object.containsKey("$numberLong")
                            || object.containsKey("$numberDouble")
                    ? of(object.values().iterator().next())
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Instant> ofText(String text) {
        if (text.matches("\\d{9,19}(\\.\\d{1,9})?")) {
            return ofNumber(new BigDecimal(text));
        }
        String plain = text.replaceFirst("\\s*\\([^)]*\\)$", "");
        for (DateTimeFormatter form : FORMS) {
            try {
                return sane(instant(form.parseBest(plain, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)));
            } catch (DateTimeException otherForm) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return parsed instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Up to 1e11 seconds, up to 1e14 milliseconds, up to 1e17 microseconds: each range begins before 1974. */
    private static Optional<Instant> ofNumber(BigDecimal number) {
        if (number.signum() <= 0 || number.compareTo(BigDecimal.valueOf(1e19)) >= 0) {
            return Optional.empty();
        }
        int toMillis = number.compareTo(BigDecimal.valueOf(1e11)) < 0
                ? 3
                : number.compareTo(BigDecimal.valueOf(1e14)) < 0
                        ? 0
                        : number.compareTo(BigDecimal.valueOf(1e17)) < 0 ? -3 : -6;
        return sane(Instant.ofEpochMilli(number.scaleByPowerOfTen(toMillis).longValue()));
    }

    private static Optional<Instant> sane(Instant time) {
        return time.isAfter(Instant.EPOCH) && !time.isAfter(END)
                ? Optional.of(time.truncatedTo(ChronoUnit.MILLIS))
                : Optional.empty();
    }
}
