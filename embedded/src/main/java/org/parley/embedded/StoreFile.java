package org.parley.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The file with the databases. A commit is on disk when it has returned and the file is synced; the space of
 * replaced values is reused at once, because no reader asks for old versions.
 *
 * <p>In it, {@code documents/DATABASE/COLLECTION} maps positions to documents and {@code
 * index/DATABASE/COLLECTION/NAME} maps keys to positions.
 */
final class StoreFile {
    static final String DOCUMENTS = "documents/";
    static final String INDEX = "index/";

    private static final int CACHE_MEGABYTES = 64;
    private static final long WORTH_COMPACTING_BYTES = 16L << 20;
    private static final int ENTRIES_PER_COMMIT = 1_000;

    private StoreFile() {}

    /** Opens the file; first copies the live data into a new file if more than half of a large one is free space. */
    static MVStore open(Path file) throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".compact");
        Files.deleteIfExists(copy); // a copy that was interrupted
        PrivateFiles.createFile(file);
        MVStore store = openAsItIs(file);
        if (!worthCompacting(store)) {
            return store;
        }
        PrivateFiles.createFile(copy);
        try (MVStore target = openAsItIs(copy)) {
            store.getMapNames().forEach(map -> copy(map, store, target));
            target.commit();
            target.sync();
        }
        store.closeImmediately();
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return openAsItIs(file);
    }

    static MVMap<Object, Document> documents(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<Object, Document>()
                        .keyType(StoredType.POSITION)
                        .valueType(StoredType.DOCUMENT));
    }

    static MVMap<KeyValue, Object> index(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<KeyValue, Object>().keyType(StoredType.KEY).valueType(StoredType.POSITION));
    }

    /**
     * Disables automatic commits: only {@link GroupCommit} commits, between two commands, when the maps are consistent.
     */
    private static MVStore openAsItIs(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES)
                .open();
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        return store;
    }

    private static boolean worthCompacting(MVStore store) {
        long size = store.getFileStore().size();
        long used = size * store.getFileStore().getFillRate() / 100;
        long live = used * store.getFileStore().getChunksFillRate() / 100;
        return size > WORTH_COMPACTING_BYTES && live < size / 2;
    }

    private static void copy(String name, MVStore source, MVStore target) {
        if (name.startsWith(DOCUMENTS)) {
            copy(documents(source, name), documents(target, name), target);
        } else if (name.startsWith(INDEX)) {
            copy(index(source, name), index(target, name), target);
        }
    }

    private static <K, V> void copy(MVMap<K, V> from, MVMap<K, V> to, MVStore target) {
        int entries = 0;
        for (K key : from.keySet()) {
            to.put(key, from.get(key));
            if (++entries % ENTRIES_PER_COMMIT == 0) {
                target.commit();
            }
        }
        target.commit();
    }
}
