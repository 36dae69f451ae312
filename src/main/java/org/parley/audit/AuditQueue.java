package org.parley.audit;

import com.mongodb.MongoException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.parley.platform.Component;
import org.parley.store.StoreReady;

/**
 * Stores the entries of reads shortly afterwards, in batches. At most {@value #CAPACITY} entries wait; with a full
 * queue, the request stores its entry itself. Entries stay queued while the database is unavailable, and are flushed
 * when the application stops.
 */
@Component
class AuditQueue {
    private static final Logger LOG = Logger.getLogger(AuditQueue.class.getName());
    private static final int CAPACITY = 10_000;
    private static final int BATCH = 1_000;
    private static final long DELAY_MILLIS = 50;

    private final BlockingQueue<Document> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final List<Document> inHand = new ArrayList<>();
    private final AuditRepository entries;
    private ScheduledFuture<?> flusher;

    @Resource
    private ManagedScheduledExecutorService timer;

    @Inject
    AuditQueue(AuditRepository entries) {
        this.entries = entries;
    }

    void onReady(@Observes StoreReady event) {
        flusher = timer.scheduleWithFixedDelay(this::flush, DELAY_MILLIS, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Queues an entry. */
    void add(Document entry) {
        if (waiting.offer(entry)) {
            return;
        }
        try {
            entries.store(List.of(entry));
        } catch (MongoException e) {
            LOG.log(Level.SEVERE, "An audit entry was lost: the database is unavailable and the queue is full", e);
        }
    }

    /** Stores the queued entries; a batch that fails is kept for the next run. */
    synchronized void flush() {
        try {
            while (!inHand.isEmpty() || waiting.drainTo(inHand, BATCH) > 0) {
                entries.store(inHand);
                inHand.clear();
            }
        } catch (MongoException e) {
            LOG.log(Level.FINE, "Audit entries wait for the database", e);
        }
    }

    /** Stores the queued entries for the last time. */
    void flushAndStop() {
        if (flusher != null) {
            flusher.cancel(false);
        }
        flush();
        int lost = waiting.size() + inHand.size();
        if (lost > 0) {
            LOG.severe(
                    () -> lost + " audit entries were lost: the database was unavailable when the application stopped");
        }
    }
}
