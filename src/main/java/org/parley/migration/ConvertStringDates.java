package org.parley.migration;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.type;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.util.Date;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.parley.bson.StoredTime;
import org.parley.store.Unchanged;

/**
 * Converts strings, numbers and timestamps that mean dates in {@code created_at} and {@code updated_at} of conversations
 * and users to dates. Lists sort by these fields, and MongoDB sorts by type first. A value that is not a date stays
 * unchanged.
 *
 * <p>The filter of each update holds the old value, so a concurrent change by another program wins.
 */
final class ConvertStringDates implements SchemaStep {
    @Override
    public String name() {
        return "2026-03-dates-become-dates";
    }

    @Override
    public void run(MongoDatabase database) {
        for (String collection : List.of("conversations", "users")) {
            for (String field : List.of("created_at", "updated_at")) {
                convert(database.getCollection(collection, BsonDocument.class), field);
            }
        }
    }

    private static void convert(MongoCollection<BsonDocument> documents, String field) {
        try (MongoCursor<BsonDocument> others = documents
                .find(and(exists(field), not(type(field, BsonType.DATE_TIME))))
                .projection(include(field))
                .noCursorTimeout(true)
                .iterator()) {
            while (others.hasNext()) {
                BsonDocument document = others.next();
                StoredTime.of(document.get(field))
                        .ifPresent(time -> documents.updateOne(
                                and(eq("_id", document.get("_id")), Unchanged.is(field, document.get(field))),
                                set(field, Date.from(time))));
            }
        }
    }
}
