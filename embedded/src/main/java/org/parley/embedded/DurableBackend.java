package org.parley.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * The databases of the embedded MongoDB, in one file. A writing command is answered when its changes are on disk;
 * writers that wait at the same time share one commit.
 *
 * <p>Writing commands run concurrently under the shared lock and a commit takes the exclusive one, so the file never
 * holds a document without its index entries. Readers take no lock.
 */
final class DurableBackend extends AbstractMongoBackend {
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "create",
            "createindexes",
            "drop",
            "dropindexes",
            "dropdatabase");
    private static final Set<String> WRITING_STAGES = Set.of("$out", "$merge");
    private final MVStore store;
    private final ReadWriteLock changes = new ReentrantReadWriteLock();
    private final GroupCommit commits;
    private final ReplyBatches batches = new ReplyBatches(getCursorRegistry());

    DurableBackend(MVStore store) {
        this.store = store;
        commits = new GroupCommit(store, changes.writeLock());
        StoredDatabase.namesIn(store).forEach(this::resolveDatabase);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StoredDatabase(name, store, getCursorRegistry());
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return batches.split(writes(message.getDocument()) ? write(message) : read(message));
    }

    private static boolean writes(Document query) {
        String command = query.keySet().iterator().next().toLowerCase(Locale.ROOT);
        return WRITES.contains(command)
                || query.get("pipeline") instanceof List<?> stages
                        && stages.stream()
                                .anyMatch(stage -> stage instanceof Document document
                                        && document.keySet().stream().anyMatch(WRITING_STAGES::contains));
    }

    private Document write(MongoMessage message) {
        Document answer;
        long ticket;
        changes.readLock().lock();
        try {
            answer = super.handleMessage(message);
            ticket = commits.ticket();
        } finally {
            changes.readLock().unlock();
        }
        commits.await(ticket);
        return answer;
    }

    /** Keeps old versions while a reader uses them, even after a commit has replaced them. */
    private Document read(MongoMessage message) {
        MVStore.TxCounter usage = store.registerVersionUsage();
        try {
            return super.handleMessage(message);
        } finally {
            store.deregisterVersionUsage(usage);
        }
    }

    @Override
    public void close() {
        super.close();
        changes.writeLock().lock();
        try {
            store.close();
        } finally {
            changes.writeLock().unlock();
        }
    }
}
