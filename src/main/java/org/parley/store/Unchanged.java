package org.parley.store;

import com.mongodb.client.model.Filters;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The filter for writes that must not overwrite a newer value: a field holds exactly what was read.
 *
 * <p>{@link Filters#eq} is not enough for what other programs store: MongoDB takes a pattern as a search, an object with
 * {@code $} in its names as an operator, and refuses undefined. The embedded store finds no pattern equal to another, so
 * that of a pattern only the kind is compared.
 */
public final class Unchanged {
    private Unchanged() {}

    /**
     * A document in which the field has this value.
     *
     * @param value as it was read; null if the field was missing
     */
    public static Bson is(String field, BsonValue value) {
        if (value != null && value.isRegularExpression()) {
            return Filters.and(Filters.exists(field), Filters.not(Filters.type(field, BsonType.DATE_TIME)));
        }
        return value != null && value.getBsonType() == BsonType.UNDEFINED
                ? Filters.type(field, BsonType.UNDEFINED)
                : new Document(field, new Document("$eq", value));
    }
}
