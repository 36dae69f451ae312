package org.parley.audit;

import com.mongodb.MongoException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.parley.platform.Component;

/**
 * Stores entries while their requests wait. Requests that wait at the same time share one command, because a journaled
 * write of twenty entries costs nearly the same as of one.
 */
@Component
class AuditCommits {
    private final AuditRepository entries;
    private final ConcurrentLinkedQueue<Waiting> arrived = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writer = new ReentrantLock();

    @Inject
    AuditCommits(AuditRepository entries) {
        this.entries = entries;
    }

    /**
     * Stores an entry and returns when it is stored.
     *
     * @throws MongoException if the entry was not stored or its outcome is unknown
     */
    void write(Document entry) {
        Waiting waiting = new Waiting(entry);
        arrived.add(waiting);
        writer.lock();
        try {
            if (!waiting.done) {
                writeArrived();
            }
        } finally {
            writer.unlock();
        }
        if (waiting.failure != null) {
            throw waiting.failure;
        }
    }

    private void writeArrived() {
        List<Waiting> batch = new ArrayList<>();
        for (Waiting next = arrived.poll(); next != null; next = arrived.poll()) {
            batch.add(next);
        }
        MongoException failure = null;
        try {
            entries.store(batch.stream().map(waiting -> waiting.entry).toList());
        } catch (MongoException e) {
            failure = e;
        }
        for (Waiting waiting : batch) {
            waiting.failure = failure;
            waiting.done = true;
        }
    }

    /** An entry whose request waits; its fields are accessed under {@link #writer}. */
    private static final class Waiting {
        private final Document entry;
        private boolean done;
        private MongoException failure;

        Waiting(Document entry) {
            this.entry = entry;
        }
    }
}
