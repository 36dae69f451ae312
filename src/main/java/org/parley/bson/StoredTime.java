package org.parley.bson;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.parley.platform.Times;

/**
 * Reads dates of every kind that databases hold: dates, ISO 8601 texts, timestamps, and seconds or milliseconds since
 * 1970 as any kind of number. Any other value has no time; it is never guessed, and no reader overwrites it.
 */
public final class StoredTime {
    private StoredTime() {}

    /** The time that a value means; empty for null, a missing value and what is no date. */
    public static Optional<Instant> of(BsonValue value) {
        if (value == null) {
            return Optional.empty();
        }
        return switch (value.getBsonType()) {
            case DATE_TIME ->
                Optional.of(Instant.ofEpochMilli(value.asDateTime().getValue()));
            case STRING -> Times.of(value.asString().getValue());
            case INT32, INT64, DOUBLE -> Times.of(value.asNumber().doubleValue());
            case DECIMAL128 -> decimal(value.asDecimal128().getValue());
            case TIMESTAMP -> Times.of(seconds(value.asTimestamp()));
            default -> Optional.empty();
        };
    }

    /** The same for a value that the driver has decoded, as in a {@link org.bson.Document}. */
    public static Optional<Instant> of(Object decoded) {
        if (decoded instanceof Date date) {
            return Optional.of(date.toInstant());
        }
        if (decoded instanceof String text) {
            return Times.of(text);
        }
        if (decoded instanceof BsonTimestamp timestamp) {
            return Times.of(seconds(timestamp));
        }
        if (decoded instanceof Decimal128 decimal) {
            return decimal(decimal);
        }
        return decoded instanceof Number number ? Times.of(number.doubleValue()) : Optional.empty();
    }

    private static Optional<Instant> decimal(Decimal128 decimal) {
        return decimal.isFinite() && !decimal.isNegative() ? Times.of(decimal.bigDecimalValue()) : Optional.empty();
    }

    private static long seconds(BsonTimestamp timestamp) {
        return Integer.toUnsignedLong(timestamp.getTime());
    }
}
