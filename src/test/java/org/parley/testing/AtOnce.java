package org.parley.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same with many things, some of them at once: a server that waits for its disk has time for others. */
public final class AtOnce {
    private AtOnce() {}

    /** Waits until all are done. What one of them throws is thrown, once the others have ended. */
    public static <T> void each(int threads, Iterable<T> things, Consumer<T> task) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        things.forEach(thing -> running.add(executor.submit(() -> task.accept(thing))));
        executor.shutdown();
        AssertionError failed = null;
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                failed = failed == null ? new AssertionError(e.getCause()) : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
