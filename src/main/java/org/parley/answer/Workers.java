package org.parley.answer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The threads of answers: as many as there is work at the moment, and one that looks at the clock. */
@ApplicationScoped
public class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class.getName());

    @Resource
    private ManagedThreadFactory threads;

    private ExecutorService workers;
    private ScheduledExecutorService timer;

    @PostConstruct
    void open() {
        workers = Executors.newCachedThreadPool(threads);
        timer = Executors.newScheduledThreadPool(1, threads);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    /** Runs a task at once, in a thread of its own; not any more once the application has stopped. */
    public void run(Runnable task) {
        try {
            workers.execute(logging(task));
        } catch (RejectedExecutionException stopped) {
            LOG.log(Level.FINE, "The application has stopped", stopped);
        }
    }

    /** Runs a task later, in a thread of its own. */
    public void later(long millis, Runnable task) {
        try {
            timer.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.log(Level.FINE, "The application has stopped", stopped);
        }
    }

    /** Runs a task again and again, with a pause after each run. It shares its thread and must be short. */
    void every(long millis, Runnable task) {
        timer.scheduleWithFixedDelay(logging(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    private static Runnable logging(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A task of an answer failed", e);
            }
        };
    }
}
