package org.parley.conversation;

import jakarta.nosql.AttributeConverter;
import java.time.Instant;
import java.util.Date;

/** Stores an instant as a BSON date; JNoSQL's own way is a string. */
public class InstantConverter implements AttributeConverter<Instant, Date> {
    @Override
    public Date convertToDatabaseColumn(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    @Override
    public Instant convertToEntityAttribute(Date date) {
        return date == null ? null : date.toInstant();
    }
}
