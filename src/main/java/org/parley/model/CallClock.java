package org.parley.model;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Knows when something last arrived in a call to a model, and runs what has to follow when nothing does. */
final class CallClock {
    private static final long MIN_CHECK_MILLIS = 20;

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Duration timeout;
    private ScheduledFuture<?> silenceCheck;
    private boolean awaitsQuiet;
    private volatile long lastActivity = System.nanoTime();

    /**
     * A clock that does not run yet.
     *
     * @param workers run what must not block the timer
     * @param timeout how long a server may send nothing
     */
    CallClock(ScheduledExecutorService timer, Executor workers, Duration timeout) {
        this.timer = timer;
        this.workers = workers;
        this.timeout = timeout;
    }

    /** Runs a task, in the timer's thread, whenever the server has sent nothing for the timeout, until {@link #stop}. */
    synchronized void start(Runnable onSilence) {
        long millis = Math.max(MIN_CHECK_MILLIS, timeout.toMillis() / 20);
        silenceCheck = timer.scheduleWithFixedDelay(
                () -> {
                    if (System.nanoTime() - lastActivity > timeout.toNanos()) {
                        onSilence.run();
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Ends the check for silence. */
    synchronized void stop() {
        silenceCheck.cancel(false);
    }

    /** Notes that something arrived, or that the wait for it begins again. */
    void note() {
        lastActivity = System.nanoTime();
    }

    /** Runs a task after a delay. */
    void after(long millis, Runnable task) {
        timer.schedule(() -> workers.execute(task), millis, TimeUnit.MILLISECONDS);
    }

    /** Runs a task once nothing has arrived for so long; only the first call has an effect. */
    void onceQuiet(long millis, Runnable task) {
        synchronized (this) {
            if (awaitsQuiet) {
                return;
            }
            awaitsQuiet = true;
        }
        awaitQuiet(millis, task);
    }

    private void awaitQuiet(long millis, Runnable task) {
        after(millis, () -> {
            // The timer may be a little early.
            if (System.nanoTime() - lastActivity >= TimeUnit.MILLISECONDS.toNanos(millis) * 9 / 10) {
                task.run();
            } else {
                awaitQuiet(millis, task);
            }
        });
    }
}
