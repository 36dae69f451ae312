package org.parley.session;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.store.Database;
import org.parley.store.StoreReady;

/**
 * Removes expired documents from the embedded store, which takes TTL indexes and never acts on them. A real MongoDB does
 * this itself. Only tidies up: every query looks at {@code expires_at}.
 */
@ApplicationScoped
class ExpirySweeper {
    private static final Logger LOG = Logger.getLogger(ExpirySweeper.class.getName());
    private static final List<String> COLLECTIONS = List.of("sessions", "login_attempts", "idempotency_keys");
    private static final long EVERY_MINUTES = 5;

    private final Clock clock;

    @Resource
    private ManagedScheduledExecutorService timer;

    private ScheduledFuture<?> sweeps;
    private volatile boolean stopped;

    /** For the client proxy. */
    ExpirySweeper() {
        this(null);
    }

    @Inject
    ExpirySweeper(Clock clock) {
        this.clock = clock;
    }

    void onReady(@Observes StoreReady ready) {
        Database database = ready.database();
        if (database.embedded()) {
            sweeps = timer.scheduleWithFixedDelay(() -> sweep(database), 1, EVERY_MINUTES, TimeUnit.MINUTES);
        }
    }

    /** Removes what has expired by now. Trouble is left to the next time, which an exception would prevent. */
    void sweep(Database database) {
        for (String collection : COLLECTIONS) {
            try {
                if (!stopped) {
                    database.collection(collection).deleteMany(Filters.lte("expires_at", Date.from(clock.instant())));
                }
            } catch (MongoException | IllegalStateException e) {
                LOG.log(Level.FINE, "Expired documents were not removed", e); // the store closes or is away
            }
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (sweeps != null) {
            sweeps.cancel(false);
        }
    }
}
