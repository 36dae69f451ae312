package org.parley.session;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.store.Database;
import org.parley.store.StoreReady;

/**
 * Deletes expired documents from the embedded store, which accepts TTL indexes but does not apply them; a real MongoDB
 * does. Nothing depends on the deletion: every query checks {@code expires_at}.
 */
@Component
class ExpirySweeper {
    private static final Logger LOG = Logger.getLogger(ExpirySweeper.class.getName());
    private static final List<String> COLLECTIONS =
            List.of("sessions", "login_attempts", "idempotency_keys", "oidc_attempts");
    private static final long EVERY_MINUTES = 5;

    private final Clock clock;

    @Resource
    private ManagedScheduledExecutorService timer;

    private ScheduledFuture<?> sweeps;
    private volatile boolean stopped;

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

    /** Deletes the documents that have expired. Catches failures, because an exception would cancel all later runs. */
    void sweep(Database database) {
        for (String collection : COLLECTIONS) {
            try {
                if (!stopped) {
                    database.collection(collection).deleteMany(Filters.lte("expires_at", Date.from(clock.instant())));
                }
            } catch (MongoException | IllegalStateException e) {
                LOG.log(Level.FINE, "Expired documents were not removed", e); // the store is closing or unavailable
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
