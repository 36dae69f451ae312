package org.parley.retention;

import com.mongodb.MongoException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.store.StoreReady;

/** Archives and trashes old conversations in the background, by one node at a time. */
@Component
class RetentionRuns {
    private static final Logger LOG = Logger.getLogger(RetentionRuns.class.getName());

    private final RetentionService retention;
    private final Operations operations;
    private final Clock clock;

    @Resource
    private ManagedScheduledExecutorService timer;

    private ScheduledFuture<?> runs;
    private volatile boolean stopped;

    @Inject
    RetentionRuns(RetentionService retention, Operations operations, Clock clock) {
        this.retention = retention;
        this.operations = operations;
        this.clock = clock;
    }

    void onReady(@Observes StoreReady ready) {
        long pause = retention.pause().toMillis();
        runs = timer.scheduleWithFixedDelay(this::run, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Catches failures, because an exception would cancel all later runs. */
    private void run() {
        try {
            Instant end = clock.instant().plus(retention.pause());
            if (!stopped && retention.lease(end)) {
                retention.apply(() -> !stopped && clock.instant().isBefore(end), operations::completed);
            }
        } catch (MongoException | ProblemException | IllegalStateException e) {
            LOG.log(Level.FINE, "Retention was not applied", e); // the store is closing or unavailable
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (runs != null) {
            runs.cancel(false);
        }
    }
}
