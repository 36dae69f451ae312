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
 * Opens the database when the application starts, and prepares it.
 *
 * <p>A missing or wrong setting, an embedded store that is in use, and a step or index that the database refuses stop
 * the deployment. A database that is merely away does not: the application starts, answers 503, and prepares the
 * database as soon as it is there.
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
    private volatile boolean prepared;

    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
        Database opened = database();
        if (!opened.answers() || !prepared(opened)) {
            LOG.warning("The database does not answer; requests get 503 until it does");
            retryLater();
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

    /** Not every server says why a deployment failed. */
    private Database open() {
        try {
            return Database.open(settings);
        } catch (RuntimeException e) {
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

    /** Prepares the database; false when it went away meanwhile. */
    private boolean prepared(Database opened) {
        try {
            prepare(opened);
            return true;
        } catch (MongoException e) {
            if (!StoreFailures.isAway(e)) {
                throw e;
            }
            LOG.log(Level.FINE, "The database is away", e);
            return false;
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
