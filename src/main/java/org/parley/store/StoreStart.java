package org.parley.store;

import com.mongodb.MongoException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Settings;

/**
 * Opens and prepares the database when the application starts.
 *
 * <p>A missing or invalid setting, an embedded store in use, and a step or index that the database refuses stop the
 * deployment. An unavailable database does not: the application starts, answers 503, and prepares the database when it
 * comes back.
 *
 * <p>Application-scoped, not a {@link org.parley.platform.Component}: Payara creates the health check during deployment,
 * before resources can be injected. The client proxy delays the creation of this bean until they can.
 */
@ApplicationScoped
class StoreStart {
    private static final Logger LOG = Logger.getLogger(StoreStart.class.getName());
    private static final long RETRY_SECONDS = 2;

    @Inject
    private Settings settings;

    @Inject
    private Instance<SchemaChanges> changes;

    @Inject
    private Instance<CollectionIndexes> indexes;

    @Inject
    private Event<StoreReady> ready;

    @Resource
    private ManagedScheduledExecutorService timer;

    private Database database;
    private RuntimeException refused;
    private volatile boolean prepared;

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
        Database opened = database();
        try {
            if (!isThere(opened) || !prepared(opened)) {
                LOG.warning(() -> "Parley waits for " + opened.place()
                        + ", which does not answer; requests get 503 until it does");
                retryLater();
            }
        } catch (RuntimeException e) {
            LOG.severe(() -> "Parley cannot start: " + StoreFailures.reason(e, opened.place()));
            throw e;
        }
    }

    @Produces
    @Singleton
    synchronized Database database() {
        if (database == null) {
            database = open();
        }
        return database;
    }

    /** Logs the reason once, because not every server reports why a deployment failed, and what is torn down asks again. */
    private Database open() {
        if (refused != null) {
            throw refused;
        }
        try {
            return Database.open(settings);
        } catch (RuntimeException e) {
            refused = e;
            LOG.severe(() -> "Parley cannot start: " + e.getMessage());
            throw e;
        }
    }

    /** Whether the database has been prepared since the application started, and answers now. */
    boolean up() {
        return prepared && database().answers();
    }

    @PreDestroy
    synchronized void stop() {
        if (database != null) {
            database.close();
        }
    }

    private void prepare(Database opened) {
        changes.forEach(change -> change.apply(opened));
        indexes.forEach(index -> index.create(opened));
        ready.fire(new StoreReady(opened));
        prepared = true;
        LOG.info(() -> "The database '" + opened.name() + "' is ready");
    }

    /** Prepares the database; false if it became unavailable meanwhile. */
    private boolean prepared(Database opened) {
        try {
            prepare(opened);
            return true;
        } catch (MongoException e) {
            if (!StoreFailures.isAway(e)) {
                throw e;
            }
            LOG.log(Level.FINE, "The database is unavailable", e);
            return false;
        }
    }

    /** Whether the database answers; a refusal, such as of the password, is an exception. */
    private static boolean isThere(Database opened) {
        try {
            opened.ping();
            return true;
        } catch (MongoException e) {
            if (StoreFailures.isAway(e)) {
                return false;
            }
            throw e;
        }
    }

    private void retryLater() {
        timer.schedule(this::retry, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    private void retry() {
        try {
            if (!prepared(database())) {
                retryLater();
            }
        } catch (MongoException e) {
            LOG.log(Level.SEVERE, "The database could not be prepared; trying again", e);
            retryLater();
        }
    }
}
