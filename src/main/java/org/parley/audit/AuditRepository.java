package org.parley.audit;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import jakarta.inject.Inject;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.platform.Operation;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * Stores entries in {@code audit_logs}. An entry carries its own id, so storing it again after a failure with an
 * unknown outcome stores it once.
 */
@Component
public class AuditRepository implements CollectionIndexes {
    static final String COLLECTION = "audit_logs";

    private final Database database;

    /** Stores in {@code database}. */
    @Inject
    public AuditRepository(Database database) {
        this.database = database;
    }

    /** By user, by owner, by action and all, newest first; the last one also serves to delete old entries. */
    @Override
    public void create(Database prepared) {
        MongoCollection<Document> entries = prepared.patient().getCollection(COLLECTION);
        entries.createIndex(newestFirst(ActivityRepository.ACTOR));
        entries.createIndex(
                newestFirst(ActivityRepository.OWNER),
                new IndexOptions().partialFilterExpression(Filters.exists(ActivityRepository.OWNER)));
        entries.createIndex(newestFirst("action"));
        entries.createIndex(Indexes.descending("timestamp", "_id"));
    }

    private static Bson newestFirst(String field) {
        return Indexes.compoundIndex(Indexes.ascending(field), Indexes.descending("timestamp", "_id"));
    }

    /** The entry of an operation; what is empty is left out. */
    static Document entry(Operation operation) {
        Document entry = new Document("_id", new ObjectId());
        put(entry, "user_id", operation.userId());
        put(entry, "username", operation.username());
        put(entry, "token_id", operation.tokenId());
        entry.append("action", operation.action()).append("resource_type", operation.resourceType());
        put(entry, "resource_id", operation.resourceId());
        entry.append("method", operation.method())
                .append("endpoint", operation.endpoint())
                .append("status_code", operation.status());
        put(entry, "ip_address", operation.ipAddress());
        put(entry, "user_agent", operation.userAgent());
        if (operation.batch()) {
            entry.append("batch", true);
        }
        return entry.append("timestamp", Date.from(operation.at()))
                .append("outcome", operation.outcome().name().toLowerCase(Locale.ROOT));
    }

    /** Stores the entry of an operation. */
    public void store(Operation operation) {
        store(List.of(entry(operation)));
    }

    /** Stores entries; existing ones stay unchanged. */
    void store(List<Document> entries) {
        try {
            database.collection(COLLECTION).insertMany(entries, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null || !e.getWriteErrors().stream().allMatch(AuditRepository::isThere)) {
                throw e;
            }
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
        }
    }

    private static boolean isThere(BulkWriteError error) {
        return error.getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    private static void put(Document entry, String field, Optional<String> value) {
        value.ifPresent(text -> entry.append(field, text));
    }
}
