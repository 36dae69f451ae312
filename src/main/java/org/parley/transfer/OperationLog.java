package org.parley.transfer;

import java.util.List;
import org.parley.platform.Operation;
import org.parley.store.Database;

/**
 * Records what commands did to conversations. Found with {@link java.util.ServiceLoader}, because the audit log is
 * above the features it records.
 */
public interface OperationLog {
    /**
     * Stores one entry for each operation.
     *
     * @throws com.mongodb.MongoException if the database is unavailable
     */
    void append(Database database, List<Operation> operations);
}
