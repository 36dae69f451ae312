package org.parley.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;

/**
 * One commit and one sync for all writers that wait at the same moment.
 *
 * <p>A writer takes a ticket after its change is in the store's memory and waits until a commit that began later is on
 * disk. Whoever gets the lock first commits for everybody who holds a ticket by then. Now and then that one also
 * rewrites what is left of sparsely used parts of the file, so that their space is used again.
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

    /** @param changes kept out of while a commit runs; whoever changes the store holds its counterpart */
    GroupCommit(MVStore store, Lock changes) {
        this.store = store;
        this.changes = changes;
    }

    /** A number for the changes made so far. */
    long ticket() {
        return tickets.incrementAndGet();
    }

    /** Returns when all changes up to the ticket are on disk; throws what the disk threw when they are not. */
    void await(long ticket) {
        committing.lock();
        try {
            if (durable < ticket) {
                long reached = commit();
                store.executeFilestoreOperation(store::sync); // after every write the store has still in its queue
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
