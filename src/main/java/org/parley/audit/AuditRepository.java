package org.parley.audit;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.platform.Operation;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * Stores entries in {@code audit_logs}. An entry carries its own id, so that storing it again after a failure that left
 * its fate open stores it once.
 */
@ApplicationScoped
public class AuditRepository implements CollectionIndexes {
    static final String COLLECTION = "audit_logs";

    private final Database database;

    /** For the client proxy. */
    protected AuditRepository() {
        this(null);
    }

    /** Stores in {@code database}. */
    @Inject
    public AuditRepository(Database database) {
        this.database = database;
    }

    /** By user and by action, newest first; and by time for whoever clears old entries away. */
    @Override
    public void create(Database prepared) {
        MongoCollection<Document> entries = prepared.patient().getCollection(COLLECTION);
        entries.createIndex(Indexes.compoundIndex(Indexes.ascending("user_id"), Indexes.descending("timestamp")));
        entries.createIndex(Indexes.compoundIndex(Indexes.ascending("action"), Indexes.descending("timestamp")));
        entries.createIndex(Indexes.descending("timestamp"));
    }

    /** The entry of an operation; null values are left out. */
    static Document entry(Operation operation) {
        Document entry = new Document("_id", new ObjectId());
        put(entry, "user_id", operation.userId());
        put(entry, "username", operation.username());
        entry.append("action", operation.action()).append("resource_type", operation.resourceType());
        put(entry, "resource_id", operation.resourceId());
        entry.append("method", operation.method())
                .append("endpoint", operation.endpoint())
                .append("status_code", operation.status());
        put(entry, "ip_address", operation.ipAddress());
        put(entry, "user_agent", operation.userAgent());
        return entry.append("timestamp", Date.from(operation.at()))
                .append("outcome", operation.outcome().name().toLowerCase(Locale.ROOT));
    }

    /** Stores the entry of an operation. */
    public void store(Operation operation) {
        store(List.of(entry(operation)));
    }

    /** Stores entries; those that are there already stay as they are. */
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

    private static void put(Document entry, String field, String value) {
        if (value != null) {
            entry.append(field, value);
        }
    }
}
