package org.parley.store;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;

/**
 * Answers a writing command only after what it wrote is on disk.
 *
 * <p>The backend it extends commits about once a second, so that a killed process loses writes it had acknowledged, and
 * it changes stored documents in place while other threads read or save them. Here commands run one at a time, their
 * answers are copies, and writers that wait at the same moment share one commit.
 */
final class DurableH2Backend extends H2Backend {
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "create",
            "createindexes",
            "drop",
            "dropindexes",
            "dropdatabase",
            "renamecollection",
            "aggregate");

    private static final int COMPACT_AT_STOP_MILLIS = 2_000;

    private final ReentrantLock commands = new ReentrantLock();
    private final GroupCommit commits;

    DurableH2Backend(MVStore store) {
        super(store);
        commits = new GroupCommit(store, commands);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document answer;
        commands.lock();
        try {
            answer = copy(super.handleMessage(message));
        } finally {
            commands.unlock();
        }
        String command = message.getDocument().keySet().iterator().next();
        if (WRITES.contains(command.toLowerCase(Locale.ROOT))) {
            commits.await(commits.ticket());
        }
        return answer;
    }

    /** Writes everything down and gives free space back to the file system, for at most two seconds. */
    @Override
    public void close() {
        getMvStore().close(COMPACT_AT_STOP_MILLIS);
        super.close();
    }

    /** Stored documents change at their top level only, so two levels below the answer are deep enough. */
    private static Document copy(Document answer) {
        if (answer == null) {
            return null;
        }
        Document copy = answer.clone();
        copy.replaceAll((key, value) -> value instanceof Document nested ? copyBatch(nested) : value);
        return copy;
    }

    private static Document copyBatch(Document document) {
        Document copy = document.clone();
        copy.replaceAll((key, value) -> value instanceof List<?> list ? copyAll(list) : value);
        return copy;
    }

    private static List<Object> copyAll(List<?> values) {
        return values.stream()
                .<Object>map(value -> value instanceof Document document ? document.clone() : value)
                .toList();
    }
}
