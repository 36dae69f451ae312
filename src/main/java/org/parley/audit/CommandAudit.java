package org.parley.audit;

import com.mongodb.MongoException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.parley.platform.Operation;
import org.parley.store.Database;
import org.parley.store.StoreFailures;
import org.parley.transfer.OperationLog;

/**
 * Keeps the entries of commands, which run without a container and so without events. Waits some seconds for a database
 * that has just gone away; the entries are the same at every attempt, so none is stored twice.
 */
public final class CommandAudit implements OperationLog {
    private static final int ATTEMPTS = 8;

    @Override
    public void append(Database database, List<Operation> operations) {
        AuditRepository repository = new AuditRepository(database);
        List<Document> entries = operations.stream().map(AuditRepository::entry).toList();
        for (int attempt = 1; ; attempt++) {
            try {
                repository.store(entries);
                return;
            } catch (MongoException away) {
                if (attempt == ATTEMPTS || !StoreFailures.isAway(away)) {
                    throw away;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
