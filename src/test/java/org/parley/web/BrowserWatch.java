package org.parley.web;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends the browsers of a test that waits for one without end: some calls, such as closing a page, have no limit of their own,
 * and one test that hangs would take all the time of a run. The call that waits fails then, and so does its test.
 */
final class BrowserWatch {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "browser watch");
        thread.setDaemon(true);
        return thread;
    });

    private final long seconds;
    private final Thread test;
    private final ScheduledFuture<?> end;

    /** @param seconds how long the test in this thread may take, until {@link #stop} */
    BrowserWatch(long seconds) {
        this.seconds = seconds;
        this.test = Thread.currentThread();
        this.end = CLOCK.schedule(this::end, seconds, TimeUnit.SECONDS);
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** @return whether the browsers had to be ended */
    boolean stop() {
        return !end.cancel(false);
    }

    private void end() {
        System.err.println("Ended the browsers of a test that took more than " + seconds + " s. It waits at");
        for (StackTraceElement frame : test.getStackTrace()) {
            System.err.println("    at " + frame);
        }
        ProcessHandle.current().descendants().filter(BrowserWatch::isBrowser).forEach(ProcessHandle::destroyForcibly);
    }

    /** Chromium, or the process that drives it; not a server under test. */
    private static boolean isBrowser(ProcessHandle process) {
        Optional<String> command = process.info().command();
        return command.filter(path -> path.contains("chrom") || path.endsWith("/node"))
                .isPresent();
    }
}
