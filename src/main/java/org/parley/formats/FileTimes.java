package org.parley.formats;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parley.platform.Times;

/**
 * Reads the times that export files hold: all forms of {@link Times}, what JavaScript's {@code Date} prints, and RFC
 * 1123. 1970 and before is no time: programs write 0 where they know none.
 */
final class FileTimes {
    private static final List<DateTimeFormatter> WORDS = List.of(
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.ENGLISH),
            DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH));
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

    private FileTimes() {}

    /** The time, in whole milliseconds; empty for null, zero and what is no time. */
    static Optional<Instant> of(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return Times.of(number.bigDecimalValue());
        }
        if (value instanceof JsonString text) {
            return Times.of(text.getString())
                    .or(() -> words(text.getString().strip()))
                    .filter(time -> time.isAfter(Instant.EPOCH) && !time.isAfter(END));
        }
        return Optional.empty();
    }

    private static Optional<Instant> words(String text) {
        String withoutZoneName = text.replaceFirst("\\s*\\([^)]*\\)$", "");
        for (DateTimeFormatter form : WORDS) {
            try {
                return Optional.of(
                        Times.instant(form.parseBest(withoutZoneName, OffsetDateTime::from, LocalDateTime::from)));
            } catch (DateTimeException otherForm) {
                continue;
            }
        }
        return Optional.empty();
    }
}
