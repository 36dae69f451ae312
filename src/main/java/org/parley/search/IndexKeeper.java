package org.parley.search;

import com.mongodb.MongoException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.search.PurgeRepository.Purge;
import org.parley.store.StoreReady;

/**
 * Looks after the indexes in the background: builds them, stores them, takes out what was removed, and frees memory. None of
 * it is needed for a search to be right.
 */
@Component
class IndexKeeper {
    private static final Logger LOG = Logger.getLogger(IndexKeeper.class.getName());

    private static final long EVERY_SECONDS = 5;
    /** An index is stored once this many messages would have to be read again. */
    private static final long MANY = 500;
    /** A smaller one is stored when nobody has searched for so long. */
    private static final Duration QUIET = Duration.ofSeconds(30);
    /** A purge waits so long for others to join it. */
    private static final Duration TOGETHER = Duration.ofSeconds(8);
    /** A node that took on a purge and has not ended it after so long is taken for dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** How often an index that is searched is compared with all conversations. */
    private static final Duration COMPARED = Duration.ofHours(1);
    /** What is built between two looks at the lock that searches wait for. */
    private static final int STEP = 400;
    /** What a killed build loses at the most. */
    private static final long SAVED = 20_000;

    private static final int PURGES_AT_ONCE = 100;
    private static final int PURGE_TRIES = 5;

    private final NodeIndexes indexes;
    private final IndexRepository repository;
    private final PurgeRepository purges;
    private final Clock clock;
    private final Set<String> building = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledExecutorService executor;

    @Inject
    IndexKeeper(NodeIndexes indexes, IndexRepository repository, PurgeRepository purges, Clock clock) {
        this.indexes = indexes;
        this.repository = repository;
        this.purges = purges;
        this.clock = clock;
    }

    void onReady(@Observes StoreReady ready) {
        if (executor == null) {
            executor = Executors.newScheduledThreadPool(2, threads);
            executor.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (executor != null) {
            executor.shutdownNow();
        }
        indexes.all().forEach(indexes::forget);
    }

    /** Builds a user's index in the background, unless that is going on. */
    void build(String userId) {
        if (executor == null || !building.add(userId)) {
            return;
        }
        try {
            executor.execute(() -> guarded(() -> {
                try {
                    buildNow(userId);
                } finally {
                    building.remove(userId);
                }
            }));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "The application has stopped", e);
        }
    }

    /** Builds a user's index to its end. */
    Progress buildNow(String userId) {
        Optional<Progress> progress = Optional.empty();
        while (!stopped && progress.filter(Progress::isComplete).isEmpty()) {
            NodeIndex index = indexes.of(userId);
            progress = index.goOn(STEP);
            if (progress.isEmpty()) {
                indexes.forget(index);
            } else if (progress.get().isComplete() ? index.unsaved() > 0 : index.unsaved() >= SAVED) {
                index.save(false);
            }
        }
        return progress.orElse(new Progress(0, 1));
    }

    private void look() {
        guarded(this::purge);
        for (NodeIndex index : indexes.all()) {
            if (!stopped && !building.contains(index.userId())) {
                guarded(() -> keep(index));
            }
        }
        guarded(indexes::makeRoom);
    }

    private void keep(NodeIndex index) {
        Instant now = clock.instant();
        boolean quiet = index.used().isBefore(now.minus(QUIET));
        boolean searchedSince = index.used().isAfter(index.compared());
        if (quiet && searchedSince && index.compared().isBefore(now.minus(COMPARED))) {
            index.compareAll();
        }
        if (index.unsaved() >= MANY || quiet && index.unsaved() > 0) {
            index.save(false);
        }
    }

    /** Does the purges that are due, also those of nodes that died. */
    void purge() {
        Instant now = clock.instant();
        for (int i = 0; i < PURGES_AT_ONCE && !stopped; i++) {
            Purge purge = purges.claim(now.minus(TOGETHER), now.minus(PATIENCE), clock.instant())
                    .orElse(null);
            if (purge == null) {
                return;
            }
            if (purge(purge.userId())) {
                purges.purged(purge);
            }
        }
    }

    /**
     * Stores a new version without what was removed. Nodes that hold an older one cannot store it any more.
     *
     * @return false if other nodes were faster each time
     */
    private boolean purge(String userId) {
        if (repository.version(userId).files().isEmpty()) {
            repository.drop(userId);
            return true;
        }
        NodeIndex index = indexes.of(userId);
        for (int i = 0; i < PURGE_TRIES; i++) {
            index.compareAll();
            if (index.save(true)) {
                return true;
            }
        }
        return false;
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away, or this node is ending", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A search index could not be looked after", e);
        }
    }
}
