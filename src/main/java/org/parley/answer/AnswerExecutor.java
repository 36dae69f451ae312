package org.parley.answer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Component;

/** Runs the tasks of answers: an unbounded pool of the server's threads, and one thread for timers. */
@Component
public class AnswerExecutor {
    private static final Logger LOG = Logger.getLogger(AnswerExecutor.class.getName());

    @Resource
    private ManagedThreadFactory threads;

    private ExecutorService pool;
    private ScheduledExecutorService timer;

    @PostConstruct
    void open() {
        pool = Executors.newCachedThreadPool(threads);
        timer = Executors.newScheduledThreadPool(1, threads);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    /** Runs a task now, in a thread of its own; ignored once the application has stopped. */
    public void run(Runnable task) {
        try {
            pool.execute(logging(task));
        } catch (RejectedExecutionException stopped) {
            LOG.log(Level.FINE, "The application has stopped", stopped);
        }
    }

    /** Runs a task after a delay, in a thread of its own; ignored once the application has stopped. */
    public void later(long millis, Runnable task) {
        try {
            timer.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.log(Level.FINE, "The application has stopped", stopped);
        }
    }

    /** Runs a task repeatedly, with a pause after each run. The task shares the timer's thread and must be short. */
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
