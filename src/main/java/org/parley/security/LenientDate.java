package org.parley.security;

import jakarta.nosql.AttributeConverter;
import java.time.Instant;
import java.util.Date;
import org.parley.store.StoredDates;

/** A date that is read as a BSON date or an ISO string, and written as a BSON date. */
public class LenientDate implements AttributeConverter<Instant, Object> {
    @Override
    public Object convertToDatabaseColumn(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    @Override
    public Instant convertToEntityAttribute(Object stored) {
        return StoredDates.read(stored);
    }
}
