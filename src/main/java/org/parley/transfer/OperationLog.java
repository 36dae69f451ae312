package org.parley.transfer;

import java.util.List;
import org.parley.platform.Operation;
import org.parley.store.Database;

/**
 * Where commands write down what they did to conversations. Found with {@link java.util.ServiceLoader}, because the
 * audit log stands above the features it records.
 */
public interface OperationLog {
    /**
     * Keeps one entry for each operation.
     *
     * @throws com.mongodb.MongoException if the database is away
     */
    void append(Database database, List<Operation> operations);
}
