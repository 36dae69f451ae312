package org.parley.embedded;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;

/**
 * One commit and one sync for all writers that wait at the same time.
 *
 * <p>A writer takes a ticket once its change is in the store's memory, and waits until a commit that started later is
 * on disk. The first writer to get the lock commits for all tickets issued so far. From time to time it also rewrites
 * the rest of sparsely used parts of the file, so that their space can be reused.
 */
final class GroupCommit {
    private static final int COMMITS_BETWEEN_COMPACTIONS = 32;
    private static final int COMPACT_BELOW_PERCENT_LIVE = 50;
    private static final int COMPACTED_BYTES = 4 << 20;

    private final MVStore store;
    private final Lock changes;
    private final Lock committing = new ReentrantLock();
    private final AtomicLong tickets = new AtomicLong();
    private long durable;
    private int commits;

    /**
     * @param changes the lock that excludes changes during a commit; a thread that changes the store holds its counterpart
     */
    GroupCommit(MVStore store, Lock changes) {
        this.store = store;
        this.changes = changes;
    }

    /** Returns a ticket for the changes made so far. */
    long ticket() {
        return tickets.incrementAndGet();
    }

    /** Waits until all changes up to the ticket are on disk; throws the I/O failure if they are not. */
    void await(long ticket) {
        committing.lock();
        try {
            if (durable < ticket) {
                long reached = commit();
                store.executeFilestoreOperation(store::sync); // after all writes in the store's queue
                durable = reached;
            }
        } finally {
            committing.unlock();
        }
    }

    private long commit() {
        changes.lock();
        try {
            long reached = tickets.get();
            if (++commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
                store.compact(COMPACT_BELOW_PERCENT_LIVE, COMPACTED_BYTES);
            }
            store.commit();
            return reached;
        } finally {
            changes.unlock();
        }
    }
}
