package org.parley.audit;

import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.parley.platform.Operation;
import org.parley.platform.Retries;
import org.parley.store.Database;
import org.parley.store.StoreFailures;
import org.parley.transfer.OperationLog;

/**
 * Stores the entries of commands, which run without a container and so without events. Waits some seconds for a
 * database that has just become unavailable; the entries keep their ids at every attempt, so none is stored twice.
 */
public final class CommandAudit implements OperationLog {
    private static final Retries RETRIES = Retries.atMost(8).every(Duration.ofSeconds(1));

    @Override
    public void append(Database database, List<Operation> operations) {
        AuditRepository repository = new AuditRepository(database);
        List<Document> entries = operations.stream().map(AuditRepository::entry).toList();
        RETRIES.whileThrown(StoreFailures::isAway, () -> {
            repository.store(entries);
            return entries;
        });
    }
}
