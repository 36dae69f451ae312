package org.parley.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Date;

/**
 * Reads dates as existing databases hold them: as BSON dates, or as ISO 8601 strings, which are UTC when they name no
 * zone. What is written is always a BSON date.
 */
public final class StoredDates {
    private StoredDates() {}

    /**
     * The instant a stored value means.
     *
     * @return null if the value is absent or means no date
     */
    public static Instant read(Object stored) {
        if (stored instanceof Date date) {
            return date.toInstant();
        }
        return stored instanceof String text ? parse(text.strip()) : null;
    }

    private static Instant parse(String text) {
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        try {
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return day(iso);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
