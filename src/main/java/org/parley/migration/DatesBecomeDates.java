package org.parley.migration;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.type;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.BsonType;
import org.bson.Document;
import org.parley.store.StoredDates;

/**
 * Turns ISO strings in {@code created_at} and {@code updated_at} of conversations and users into dates: lists are sorted
 * by them, and MongoDB sorts every string before every date. What is no date stays as it is.
 *
 * <p>The old value is in the filter, so that whoever changes the document meanwhile wins.
 */
final class DatesBecomeDates implements SchemaStep {
    @Override
    public String name() {
        return "2026-03-dates-become-dates";
    }

    @Override
    public void run(MongoDatabase database) {
        for (String collection : List.of("conversations", "users")) {
            for (String field : List.of("created_at", "updated_at")) {
                convert(database.getCollection(collection), field);
            }
        }
    }

    private static void convert(MongoCollection<Document> documents, String field) {
        try (MongoCursor<Document> strings = documents
                .find(type(field, BsonType.STRING))
                .projection(include(field))
                .noCursorTimeout(true)
                .iterator()) {
            while (strings.hasNext()) {
                Document document = strings.next();
                String text = document.getString(field);
                Instant instant = StoredDates.read(text);
                if (instant != null) {
                    documents.updateOne(
                            and(eq("_id", document.get("_id")), eq(field, text)), set(field, Date.from(instant)));
                }
            }
        }
    }
}
