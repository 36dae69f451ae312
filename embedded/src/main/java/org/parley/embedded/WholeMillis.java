package org.parley.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Cuts the dates of a document to whole milliseconds, which is all that a BSON date holds. mongo-java-server's
 * {@code $currentDate} sets microseconds: until the document is read back from the file, a query for the very date that a
 * client was given does not find it.
 */
final class WholeMillis {
    private WholeMillis() {}

    /** Changes the document in place, with all that lies in it. */
    static void in(Document document) {
        for (Map.Entry<String, Object> field : document.entrySet()) {
            if (isFiner(field.getValue())) {
                field.setValue(cut(field.getValue()));
            } else {
                inside(field.getValue());
            }
        }
    }

    private static void inside(Object value) {
        if (value instanceof Document document) {
            in(document);
        } else if (value instanceof List<?> list) {
            list.forEach(WholeMillis::inside);
        }
    }

    private static boolean isFiner(Object value) {
        return value instanceof Instant instant && instant.getNano() % 1_000_000 != 0;
    }

    private static Instant cut(Object instant) {
        return ((Instant) instant).truncatedTo(ChronoUnit.MILLIS);
    }
}
