package org.parley.embedded;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Extracts the values that a query requires of a field, so that an index can look them up. */
final class PinnedValues {
    private PinnedValues() {}

    /**
     * The only values of the field with which a document can match, from {@code {field: value}}, {@code $eq} or {@code
     * $in}, at the top level of the query or inside {@code $and}.
     *
     * @return empty if the query has no such condition, or one that an index cannot answer: null, which also matches a
     *     missing field, lists and regular expressions
     */
    static Optional<Collection<?>> of(Document query, String field) {
        Optional<Collection<?>> here =
                query.containsKey(field) ? ofCondition(query.get(field)) : Optional.<Collection<?>>empty();
        if (here.isPresent() || !(query.get("$and") instanceof Collection<?> parts)) {
            return here;
        }
        return parts.stream()
                .filter(Document.class::isInstance)
                .map(Document.class::cast)
                .map(part -> of(part, field))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Collection<?>> ofCondition(Object condition) {
        if (condition == null) {
            return Optional.empty();
        }
        if (!(condition instanceof Document document) || !isExpression(document)) {
            return indexed(List.of(condition));
        }
        if (document.containsKey("$eq")) {
            return Optional.ofNullable(document.get("$eq")).flatMap(value -> indexed(List.of(value)));
        }
        return document.get("$in") instanceof Collection<?> values ? indexed(values) : Optional.empty();
    }

    private static boolean isExpression(Document document) {
        return document.keySet().stream().anyMatch(key -> key.startsWith("$"));
    }

    private static Optional<Collection<?>> indexed(Collection<?> values) {
        boolean answerable = !values.isEmpty() && values.stream().allMatch(PinnedValues::isIndexed);
        return answerable ? Optional.of(values) : Optional.empty();
    }

    private static boolean isIndexed(Object value) {
        return value != null
                && !(value instanceof Collection)
                && !BsonRegularExpression.isRegularExpression(value)
                && !(value instanceof BsonRegularExpression);
    }
}
