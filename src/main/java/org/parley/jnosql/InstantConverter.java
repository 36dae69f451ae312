package org.parley.jnosql;

import jakarta.nosql.AttributeConverter;
import java.time.Instant;
import java.util.Date;
import org.parley.bson.StoredTime;

/** Stores an instant as a BSON date, where JNoSQL would store a string, and reads dates of every kind. */
public class InstantConverter implements AttributeConverter<Instant, Object> {
    @Override
    public Object convertToDatabaseColumn(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    @Override
    public Instant convertToEntityAttribute(Object stored) {
        return StoredTime.of(stored).orElse(null);
    }
}
