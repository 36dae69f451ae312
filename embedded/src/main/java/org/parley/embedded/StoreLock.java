package org.parley.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Reserves a directory for one process with a lock on its file {@code parley.lock}. The operating system releases the
 * lock when the process ends, for whatever reason. The file remains; only its lock has a meaning.
 */
final class StoreLock implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock; waits up to two seconds for a process that is stopping.
     *
     * @throws StoreInUseException if another process or this one still holds it
     */
    static StoreLock take(Path dir) throws IOException {
        Path file = fileIn(dir);
        PrivateFiles.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!tryLock(channel)) {
            if (System.nanoTime() > deadline) {
                channel.close();
                throw new StoreInUseException(dir);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return new StoreLock(channel);
    }

    /** Whether a process, this one included, holds the lock of the directory. */
    static boolean isHeld(Path dir) {
        Path file = fileIn(dir);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !tryLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Path fileIn(Path dir) {
        return dir.resolve("parley.lock");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
