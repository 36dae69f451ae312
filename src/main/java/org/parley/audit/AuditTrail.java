package org.parley.audit;

import com.mongodb.MongoException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.parley.platform.Component;
import org.parley.platform.Operation;
import org.parley.platform.OperationBatch;
import org.parley.platform.ProblemException;

/**
 * Stores one entry for every operation.
 *
 * <p>The entry of an operation that may have changed something is written in the request's thread before its response
 * is sent: a caller who has an answer can rely on the entry. The price is that a database that becomes unavailable
 * between the change and its entry fails a request whose change is stored. The entry of a read is written later, by
 * {@link AuditQueue}.
 */
@Component
class AuditTrail {
    private static final Logger LOG = Logger.getLogger(AuditTrail.class.getName());

    private final AuditCommits commits;
    private final AuditQueue queue;
    private final AuditRepository entries;
    private final AuditEntries made;

    @Inject
    AuditTrail(AuditCommits commits, AuditQueue queue, AuditRepository entries, AuditEntries made) {
        this.made = made;
        this.commits = commits;
        this.queue = queue;
        this.entries = entries;
    }

    void onOperation(@Observes Operation operation) {
        Document entry = made.of(List.of(operation)).get(0);
        // A request that failed because the database is unavailable must not wait for it again.
        if (operation.readOnly() || operation.status() >= 500) {
            queue.add(entry);
            return;
        }
        try {
            commits.write(entry);
        } catch (MongoException e) {
            LOG.log(Level.WARNING, "The audit entry of a write could not be stored yet", e);
            queue.add(entry);
            throw ProblemException.storeAway(e);
        }
    }

    /** The parts of one request, stored by one command. */
    void onOperations(@Observes OperationBatch batch) {
        List<Document> parts = made.of(batch.operations());
        try {
            entries.store(parts);
        } catch (MongoException e) {
            LOG.log(Level.WARNING, "The audit entries of a batch could not be stored yet", e);
            parts.forEach(queue::add);
            throw ProblemException.storeAway(e);
        }
    }

    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        queue.flushAndStop();
    }
}
