package org.parley.store;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A MongoDB inside this process that keeps its data in one directory: for one machine, without anything to install.
 *
 * <p>It listens on a random port of the loopback interface, without a password: whoever may run programs on the machine
 * can reach it. A write is on disk before it is acknowledged, so a process may be killed at any moment. One process at
 * a time holds a directory; others on the same machine join it through {@link #runningAt}.
 */
public final class EmbeddedMongo implements AutoCloseable {
    private static final String DATA = "parley.mv";
    private static final int COMPACT_AT_START_MILLIS = 2_000;
    private static final Duration LOCK_WAIT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final int CACHE_MEGABYTES = 64;
    private static final int WORKERS = 32;

    private final MongoServer server;
    private final UriFile uriFile;
    private final String uri;

    private EmbeddedMongo(MongoServer server, UriFile uriFile, String uri) {
        this.server = server;
        this.uriFile = uriFile;
        this.uri = uri;
    }

    /**
     * Opens the store in a directory, which is created when it is missing.
     *
     * @throws StoreInUseException when another process, or this one, has it open already
     * @throws UncheckedIOException when the directory or its files cannot be used
     */
    public static EmbeddedMongo open(Path dir) {
        try {
            PrivateFiles.createDirectory(dir);
            Path data = dir.resolve(DATA);
            PrivateFiles.createFile(data);
            MVStore store = openStore(dir, data);
            UriFile uriFile = new UriFile(dir);
            uriFile.remove(); // what a killed process left behind
            DurableH2Backend backend = new DurableH2Backend(store);
            store.compactFile(COMPACT_AT_START_MILLIS);
            MongoServer server = new MongoServer(backend);
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1, WORKERS);
            String uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
            uriFile.write(uri);
            return new EmbeddedMongo(server, uriFile, uri);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded store cannot use " + dir, e);
        }
    }

    private static MVStore openStore(Path dir, Path data) {
        long deadline = System.nanoTime() + LOCK_WAIT.toNanos();
        while (true) {
            try {
                MVStore store = new MVStore.Builder()
                        .fileName(data.toString())
                        .autoCommitDisabled()
                        .autoCommitBufferSize(0)
                        .cacheSize(CACHE_MEGABYTES)
                        .open();
                store.setRetentionTime(0);
                store.setVersionsToKeep(0);
                return store;
            } catch (MVStoreException e) {
                if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
                    throw new IllegalStateException("The embedded store in " + dir + " cannot be read", e);
                }
                if (System.nanoTime() > deadline) {
                    throw new StoreInUseException(dir, e);
                }
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    /** Where drivers of this machine connect: {@code mongodb://127.0.0.1:PORT}. */
    public String uri() {
        return uri;
    }

    /**
     * Finds the store that some process holds open in a directory.
     *
     * @return its URI, or empty when nobody has it open or it does not answer within a second
     */
    public static Optional<String> runningAt(Path dir) {
        return new UriFile(dir)
                .read()
                .filter(uri -> PrivateFiles.lockedBySomebody(dir.resolve(DATA)))
                .filter(Ping::answers);
    }

    /** Stops answering, writes everything down and gives free space back, for at most a few seconds. */
    @Override
    public void close() {
        uriFile.remove();
        server.shutdownNow();
    }
}
