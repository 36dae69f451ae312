package org.parley.audit;

import com.mongodb.MongoException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.parley.platform.Operation;
import org.parley.platform.ProblemException;

/**
 * Keeps one entry for every operation.
 *
 * <p>An operation that may have changed something is written before its answer leaves, in the thread that made it: once
 * the caller has its answer, the entry is there. The price is that a database which goes away between the change and its
 * entry fails a request whose change is kept. A read's entry is written behind, by {@link AuditQueue}.
 */
@ApplicationScoped
class AuditTrail {
    private static final Logger LOG = Logger.getLogger(AuditTrail.class.getName());

    private final AuditCommits commits;
    private final AuditQueue queue;

    /** For the client proxy. */
    AuditTrail() {
        this(null, null);
    }

    @Inject
    AuditTrail(AuditCommits commits, AuditQueue queue) {
        this.commits = commits;
        this.queue = queue;
    }

    void onOperation(@Observes Operation operation) {
        Document entry = AuditRepository.entry(operation);
        // What failed for want of the database must not wait for the database once more.
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

    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        queue.flushAndStop();
    }
}
