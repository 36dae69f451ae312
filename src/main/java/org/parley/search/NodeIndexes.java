package org.parley.search;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.parley.platform.Component;
import org.parley.platform.Settings;

/** The indexes in this node's memory: those searched last, as many as fit. */
@Component
class NodeIndexes {
    /** The setting that bounds them, in MiB. */
    static final String MEMORY = "PARLEY_SEARCH_MEMORY";

    /** Without the setting they take at most this part of the heap. */
    private static final int PART_OF_HEAP = 8;

    private final IndexStorage storage;
    private final Clock clock;
    private final long maxBytes;
    private final Map<String, NodeIndex> indexes = new ConcurrentHashMap<>();

    /** Indexes in as much memory as the settings say. */
    @Inject
    NodeIndexes(IndexStorage storage, Settings settings, Clock clock) {
        this(storage, clock, bytes(settings));
    }

    NodeIndexes(IndexStorage storage, Clock clock, long maxBytes) {
        this.storage = storage;
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    private static long bytes(Settings settings) {
        Optional<String> mebibytes = settings.text(MEMORY);
        if (mebibytes.isEmpty()) {
            return Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
        }
        if (!mebibytes.get().matches("[1-9][0-9]{0,5}")) {
            throw Settings.refused(MEMORY, mebibytes.get(), "a number of MiB from 1 to 999999");
        }
        return Long.parseLong(mebibytes.get()) << 20;
    }

    /**
     * An index that has just been brought up to date.
     *
     * @param reader reads it, until this is closed
     */
    record Current(NodeIndex index, DirectoryReader reader, Progress progress) implements AutoCloseable {
        @Override
        public void close() {
            try {
                reader.decRef();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Brings a user's index up to date, and makes it if there is none.
     *
     * @param budget about how many messages to read at the most
     */
    Current current(String userId, int budget) {
        while (true) {
            NodeIndex index = of(userId);
            Optional<Current> current = index.update(budget);
            if (current.isPresent()) {
                return current.get();
            }
            indexes.remove(userId, index);
        }
    }

    /** The index of a user, from memory or from the database. */
    NodeIndex of(String userId) {
        NodeIndex known = indexes.get(userId);
        if (known != null) {
            return known;
        }
        NodeIndex loaded = indexes.computeIfAbsent(userId, id -> new NodeIndex(id, storage, clock, clock.instant()));
        makeRoom();
        return loaded;
    }

    /**
     * Loads stored indexes that have not been searched on this node, as long as they fit into half of the memory; they are
     * the first ones to go when others need it.
     */
    void preload(Collection<String> userIds) {
        long left = maxBytes / 2 - bytes();
        for (String userId : userIds) {
            long size = storage.bytes(userId);
            if (size > 0 && size <= left && !indexes.containsKey(userId)) {
                indexes.computeIfAbsent(userId, id -> new NodeIndex(id, storage, clock, Instant.EPOCH));
                left -= size;
            }
        }
    }

    private long bytes() {
        return indexes.values().stream().mapToLong(NodeIndex::bytes).sum();
    }

    /** Those in memory. */
    Collection<NodeIndex> all() {
        return List.copyOf(indexes.values());
    }

    /** Frees the memory of the indexes that were searched longest ago, until the others fit. The last one always stays. */
    void makeRoom() {
        long bytes = bytes();
        List<NodeIndex> longestAgo = indexes.values().stream()
                .sorted(Comparator.comparing(NodeIndex::used))
                .toList();
        for (int i = 0; i < longestAgo.size() - 1 && bytes > maxBytes; i++) {
            bytes -= longestAgo.get(i).bytes();
            forget(longestAgo.get(i));
        }
    }

    /** Frees the memory of an index. What was not saved of it is read again. */
    void forget(NodeIndex index) {
        indexes.remove(index.userId(), index);
        index.close();
    }
}
