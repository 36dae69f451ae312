package org.parley.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.h2.mvstore.MVStoreException;

/**
 * A MongoDB inside this process that keeps its data in one directory: for one machine, with nothing to install.
 *
 * <p>It listens on a random port of the loopback interface, without a password: every program on the machine can
 * connect. A write is on disk before it is acknowledged, so the process may be killed at any time. One process at a
 * time opens a directory; others on the same machine join it through {@link #runningAt}.
 *
 * <p>A server that does not have this library on its class path can load it by name in a class loader of its own:
 * {@link #open}, {@link #runningAt}, {@link #uri} and {@link #close} take and return types of the JDK only.
 */
public final class EmbeddedMongo implements AutoCloseable {
    private static final String DATA = "parley.mv";
    private static final int ACCEPTORS = 1;
    private static final int WORKERS = 32; // a worker waits while its command is committed

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
     * Opens the store in a directory, which is created if it is missing. A large file that is mostly free space is
     * first copied into a smaller one, which takes about a second for 50 MB of data.
     *
     * @throws StoreInUseException if another process, or this one, has it open
     * @throws UncheckedIOException if the directory or its files cannot be used
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
        uriFile.remove(); // a killed process leaves it behind
        MongoServer server = new MongoServer(new DurableBackend(StoreFile.open(dir.resolve(DATA))));
        server.bind(new InetSocketAddress("127.0.0.1", 0), ACCEPTORS, WORKERS);
        String uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
        uriFile.write(uri);
        return new EmbeddedMongo(lock, uriFile, server, uri);
    }

    private static IOException asIo(Exception e) {
        return e instanceof IOException io ? io : new IOException(e);
    }

    /** The URI that drivers on this machine connect to: {@code mongodb://127.0.0.1:PORT}. */
    public String uri() {
        return uri;
    }

    /**
     * Finds the store that another process has open in a directory.
     *
     * @return its URI, or empty if no process has the store open; the store at the URI may still be starting or
     *     stopping
     */
    public static Optional<String> runningAt(Path dir) {
        return new UriFile(dir).read().filter(uri -> StoreLock.isHeld(dir));
    }

    /** Stops the server, closes the file and releases the directory. A second call does nothing. */
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
