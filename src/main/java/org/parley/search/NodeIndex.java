package org.parley.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;

/**
 * One user's index on this node: the last stored version that this node knows, and what it has read since. Before each search
 * it reads what was acknowledged in the meantime, so a search on any node finds it.
 */
final class NodeIndex {
    /** How much later than its {@code updated_at} a change can be seen: clocks differ, and a write can take seconds. */
    static final Duration LATE = Duration.ofSeconds(60);

    /** Fewer messages of a conversation are not read at a time. */
    private static final int MIN_STEP = 200;
    /** How many messages a build makes visible at a time: smaller steps cost more, and a search waits for larger ones. */
    private static final int SHOWN_AT_ONCE = 4_000;

    private final String userId;
    private final IndexStorage storage;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Waiting waiting = new Waiting();

    private UserIndex index;
    private IndexVersion base;
    private Instant seen;
    private boolean listed;
    private boolean closed;
    private long shown;
    private volatile long unsaved;
    private volatile long bytes;
    private volatile Instant used;
    private volatile Instant compared = Instant.EPOCH;

    /**
     * The stored index of a user, or a new one.
     *
     * @param used when it was last searched
     */
    NodeIndex(String userId, IndexStorage storage, Clock clock, Instant used) {
        this.userId = userId;
        this.storage = storage;
        this.clock = clock;
        this.used = used;
        load();
    }

    private void load() {
        IndexStorage.Loaded loaded = storage.load(userId);
        index = loaded.index();
        base = loaded.version();
        seen = base.seen();
        listed = base.complete();
        waiting.clear();
        unsaved = 0;
        bytes = index.bytes();
    }

    String userId() {
        return userId;
    }

    /** When it was last searched. */
    Instant used() {
        return used;
    }

    /** When it was last compared with all conversations. */
    Instant compared() {
        return compared;
    }

    /** About how many messages and conversations have changed since the last save. */
    long unsaved() {
        return unsaved;
    }

    /**
     * Reads what was acknowledged before this call, the conversations that changed last first, and then of what is left to
     * index as much as the budget allows. The reader is of that very moment: a save may put another node's index in its place.
     *
     * @param budget about how many messages to read at the most
     * @return the index, which the caller closes; empty if this one has been closed
     */
    Optional<NodeIndexes.Current> update(int budget) {
        return locked(() -> {
            used = clock.instant();
            if (listed) {
                lookForChanges();
            }
            takeIn(budget);
            show();
            Progress progress = new Progress(index.messages(), waiting.messages(index));
            return new NodeIndexes.Current(this, index.acquire(), progress);
        });
    }

    /**
     * Indexes more of what is left, without looking for changes.
     *
     * @param budget about how many messages to read at the most
     * @return how far it is, counting a conversation that is left as one message; empty if this index has been closed
     */
    Optional<Progress> goOn(int budget) {
        return locked(() -> {
            takeIn(budget);
            if (waiting.isEmpty() || index.messages() - shown >= SHOWN_AT_ONCE) {
                show();
            }
            return new Progress(index.messages(), waiting.size());
        });
    }

    private void takeIn(int budget) throws IOException {
        if (!listed) {
            list();
        }
        for (int left = budget; left > 0 && !waiting.isEmpty(); ) {
            int read = waiting.indexFirst(storage.indexer(userId, index), index, Math.max(left, MIN_STEP));
            left -= read;
            unsaved += read;
        }
    }

    private void show() throws IOException {
        index.refresh();
        bytes = index.bytes();
        shown = index.messages();
    }

    /** Compares all conversations with the index: finds changes without a new date, and takes out what is gone. */
    void compareAll() {
        locked(() -> {
            list();
            compared = clock.instant();
            return true;
        });
    }

    /** Takes out conversations that a search found gone. */
    void remove(Collection<ObjectId> gone) {
        locked(() -> takeOut(gone));
    }

    private boolean takeOut(Collection<ObjectId> gone) throws IOException {
        for (ObjectId id : gone) {
            index.remove(id);
        }
        unsaved += gone.size();
        return true;
    }

    /**
     * Stores the index as a new version. If another node has stored one since, this one goes on with that.
     *
     * @param purged whether to rewrite it without the words of what was removed
     * @return whether this index is the stored one now
     */
    boolean save(boolean purged) {
        if (purged) {
            locked(() -> index).ifPresent(UserIndex::merge);
        }
        long before = unsaved;
        Optional<IndexStorage.Save> save = locked(() -> storage.prepare(
                userId, base, index, new IndexStorage.State(seen, listed && waiting.isEmpty()), purged));
        if (save.isEmpty()) {
            return false;
        }
        Optional<IndexVersion> stored = storage.store(save.get());
        locked(() -> {
            if (stored.isPresent()) {
                base = stored.get();
                unsaved = Math.max(0, unsaved - before);
            } else {
                index.close();
                load();
            }
            return true;
        });
        return stored.isPresent();
    }

    /** What it takes in memory, in bytes, about. */
    long bytes() {
        return bytes;
    }

    /** Frees the memory; searches that go on end as if nothing had happened. */
    void close() {
        locked(() -> {
            closed = true;
            index.close();
            return true;
        });
    }

    private void lookForChanges() {
        Instant now = clock.instant();
        List<StoredConversation> changed = storage.changedAfter(userId, seen.minus(LATE));
        for (int i = changed.size() - 1; i >= 0; i--) {
            if (index.lacks(changed.get(i))) {
                waiting.addFirst(changed.get(i));
            }
        }
        seen = now;
    }

    private void list() throws IOException {
        Instant now = clock.instant();
        Set<ObjectId> gone = new HashSet<>(index.stamps().keySet());
        waiting.clear();
        for (StoredConversation conversation : storage.all(userId)) {
            gone.remove(new ObjectId(conversation.id()));
            if (index.lacks(conversation)) {
                waiting.addLast(conversation);
            }
        }
        takeOut(gone);
        seen = now;
        listed = true;
    }

    private <T> Optional<T> locked(Task<T> task) {
        lock.lock();
        try {
            return closed ? Optional.empty() : Optional.of(task.run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private interface Task<T> {
        T run() throws IOException;
    }
}
