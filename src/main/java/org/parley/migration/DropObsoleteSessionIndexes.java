package org.parley.migration;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/**
 * Drops indexes on {@code sessions} of existing databases that conflict with ours: the unique index on
 * {@code session_id}, a field our documents lack, and an index on {@code expires_at} that does not expire documents at
 * exactly that time.
 */
final class DropObsoleteSessionIndexes implements SchemaStep {
    private static final int INDEX_NOT_FOUND = 27;

    @Override
    public String name() {
        return "2026-01-session-indexes-give-way";
    }

    @Override
    public void run(MongoDatabase database) {
        MongoCollection<Document> sessions = database.getCollection("sessions");
        for (Document index : sessions.listIndexes().into(new ArrayList<>())) {
            List<String> fields = List.copyOf(index.get("key", Document.class).keySet());
            boolean wrongExpiry = List.of("expires_at").equals(fields) && !isImmediate(index);
            if (List.of("session_id").equals(fields) || wrongExpiry) {
                drop(sessions, index.getString("name"));
            }
        }
    }

    private static boolean isImmediate(Document index) {
        return index.get("expireAfterSeconds") instanceof Number seconds && seconds.longValue() == 0;
    }

    private static void drop(MongoCollection<Document> sessions, String index) {
        try {
            sessions.dropIndex(index);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != INDEX_NOT_FOUND) {
                throw e; // not found means another node dropped it first
            }
        }
    }
}
