package org.parley.embedded;

import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MinKey;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts documents that hold values which cannot be compared: patterns and code come before everything else. Without this a single such value makes every sort by its field fail.
 */
final class SortKeys {
    private SortKeys() {}

    /** The order if all documents can be compared in it, else one like it in which they can. */
    static Comparator<Document> of(Comparator<Document> order, List<Document> documents) {
        return documents.stream().anyMatch(SortKeys::hasRare)
                ? Comparator.comparing(SortKeys::comparable, order)
                : order;
    }

    private static boolean hasRare(Document document) {
        return document.values().stream().anyMatch(SortKeys::isRare);
    }

    /** Whether a value cannot be compared. */
    static boolean isRare(Object value) {
        return value instanceof BsonRegularExpression || value instanceof BsonJavaScript;
    }

    /** What tells such a value from others. */
    static String text(Object rare) {
        return rare instanceof BsonRegularExpression regex
                ? "/" + regex.getPattern() + "/" + regex.getOptions()
                : ((BsonJavaScript) rare).getCode();
    }

    private static Document comparable(Document document) {
        if (!hasRare(document)) {
            return document;
        }
        Document comparable = new Document();
        document.forEach((field, value) -> comparable.put(field, isRare(value) ? MinKey.getInstance() : value));
        return comparable;
    }
}
