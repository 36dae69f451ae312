package org.parley.admin;

import com.mongodb.MongoException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.platform.Version;
import org.parley.store.StoreReady;

/** Says every {@value #EVERY_SECONDS} seconds that this node is there, and knows which others are. Nothing depends on it. */
@Component
class Nodes {
    private static final Logger LOG = Logger.getLogger(Nodes.class.getName());
    private static final long EVERY_SECONDS = 15;

    /** A node that was killed is shown for so long. */
    private static final Duration SHOWN = Duration.ofDays(1);

    private final NodeRepository repository;
    private final Clock clock;
    private final String id = UUID.randomUUID().toString();
    private final Instant started;

    @Resource
    private ManagedScheduledExecutorService timer;

    private ScheduledFuture<?> beats;

    @Inject
    Nodes(NodeRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
        this.started = clock.instant();
    }

    void onReady(@Observes StoreReady ready) {
        if (beats == null) {
            beats = timer.scheduleWithFixedDelay(this::beat, 0, EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The name of this run of this node. */
    String id() {
        return id;
    }

    /**
     * The nodes that are there, and those that were killed in the last day.
     *
     * @throws MongoException if the database does not answer
     */
    List<NodeRepository.Node> all() {
        return repository.all();
    }

    private void beat() {
        try {
            Instant now = clock.instant();
            repository.seen(id, Version.CURRENT, started, now);
            repository.forget(now.minus(SHOWN));
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away", e);
        }
    }

    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        stop();
        try {
            repository.stopped(id);
        } catch (MongoException | IllegalStateException e) {
            LOG.log(Level.FINE, "This node is shown as killed, because the database is away", e);
        }
    }

    @PreDestroy
    void stop() {
        if (beats != null) {
            beats.cancel(false);
        }
    }
}
