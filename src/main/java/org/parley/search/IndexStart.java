package org.parley.search;

import com.mongodb.MongoException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.session.UserSessions;
import org.parley.store.StoreReady;

/**
 * Makes the first searches after a start as fast as later ones: loads the classes, and the indexes of those who are likely to
 * come, because their sessions were used last.
 */
@Component
class IndexStart {
    private static final Logger LOG = Logger.getLogger(IndexStart.class.getName());

    /** Not at once: the server is still starting. */
    private static final long AFTER_SECONDS = 3;

    private static final int SESSIONS = 200;

    private final NodeIndexes indexes;
    private final UserSessions sessions;

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledExecutorService executor;

    @Inject
    IndexStart(NodeIndexes indexes, UserSessions sessions) {
        this.indexes = indexes;
        this.sessions = sessions;
    }

    void onReady(@Observes StoreReady ready) {
        if (executor == null) {
            executor = Executors.newSingleThreadScheduledExecutor(threads);
            executor.schedule(this::run, AFTER_SECONDS, TimeUnit.SECONDS);
            executor.shutdown(); // its thread ends with what was scheduled
        }
    }

    @PreDestroy
    void stop() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    private void run() {
        try {
            SearchWarmUp.run();
            indexes.preload(sessions.latest(SESSIONS));
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away, or this node is ending", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The first searches will be slow", e);
        }
    }
}
