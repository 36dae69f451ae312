package org.parley.store;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
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
    private static final int ACCEPTORS = 1;
    private static final int WORKERS = 32; // a worker waits while its command is being committed

    private final StoreLock lock;
    private final UriFile uriFile;
    private final MongoServer server;
    private final String uri;

    private EmbeddedMongo(StoreLock lock, UriFile uriFile, MongoServer server, String uri) {
        this.lock = lock;
        this.uriFile = uriFile;
        this.server = server;
        this.uri = uri;
    }

    /**
     * Opens the store in a directory, which is created when it is missing. A large file that is mostly free space is
     * copied into a smaller one first, which takes about a second for 50 MB of data.
     *
     * @throws StoreInUseException when another process, or this one, has it open already
     * @throws UncheckedIOException when the directory or its files cannot be used
     */
    public static EmbeddedMongo open(Path dir) {
        try {
            PrivateFiles.createDirectory(dir);
            StoreLock lock = StoreLock.take(dir);
            try {
                return open(dir, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | MVStoreException e) {
            throw new UncheckedIOException("The embedded store cannot use " + dir.toAbsolutePath(), asIo(e));
        }
    }

    private static EmbeddedMongo open(Path dir, StoreLock lock) throws IOException {
        UriFile uriFile = new UriFile(dir);
        uriFile.remove(); // what a killed process left behind
        MongoServer server = new MongoServer(new DurableBackend(StoreFile.open(dir.resolve(DATA))));
        server.bind(new InetSocketAddress("127.0.0.1", 0), ACCEPTORS, WORKERS);
        String uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
        uriFile.write(uri);
        return new EmbeddedMongo(lock, uriFile, server, uri);
    }

    private static IOException asIo(Exception e) {
        return e instanceof IOException io ? io : new IOException(e);
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
        return new UriFile(dir).read().filter(uri -> StoreLock.isHeld(dir)).filter(Ping::answers);
    }

    /** Stops answering, closes the file and gives the directory free. A second call does nothing. */
    @Override
    public void close() {
        uriFile.remove();
        server.shutdownNow();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
