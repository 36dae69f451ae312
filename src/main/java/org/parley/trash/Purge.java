package org.parley.trash;

import com.mongodb.MongoException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationChange;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.conversation.ConversationListener;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;
import org.parley.store.StoreReady;

/**
 * Purges conversations whose time in the trash is up: in the background by one node at a time, or in the request that
 * deletes them if there is no such time.
 */
@Component
class Purge implements ConversationListener {
    private static final Logger LOG = Logger.getLogger(Purge.class.getName());

    private final TrashService trash;
    private final TrashSettings settings;
    private final Operations operations;
    private final Clock clock;

    @Resource
    private ManagedScheduledExecutorService timer;

    private ScheduledFuture<?> runs;
    private volatile boolean stopped;

    @Inject
    Purge(TrashService trash, Settings settings, Operations operations, Clock clock) {
        this.trash = trash;
        this.settings = TrashSettings.of(settings);
        this.operations = operations;
        this.clock = clock;
    }

    TrashSettings settings() {
        return settings;
    }

    void onReady(@Observes StoreReady ready) {
        long pause = settings.pause().toMillis();
        runs = timer.scheduleWithFixedDelay(this::run, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Purges what has been put into the trash, if it keeps nothing. */
    @Override
    public void changed(List<ConversationChange> changes) {
        if (settings.isOff()) {
            changes.stream()
                    .filter(change -> change.kind() == Kind.DELETED)
                    .map(ConversationChange::key)
                    .collect(Collectors.groupingBy(
                            key -> key.userId(), Collectors.mapping(key -> key.id(), Collectors.toList())))
                    .forEach(trash::purge);
        }
    }

    /** Catches failures, because an exception would cancel all later runs. */
    private void run() {
        try {
            Instant end = clock.instant().plus(settings.pause());
            if (!stopped && trash.lease(end)) {
                purgeUntil(end);
            }
        } catch (MongoException | ProblemException | IllegalStateException e) {
            LOG.log(Level.FINE, "The trash was not purged", e); // the store is closing or unavailable
        }
    }

    private void purgeUntil(Instant end) {
        while (!stopped && clock.instant().isBefore(end)) {
            Map<String, List<ObjectId>> purged =
                    trash.purgeBefore(clock.instant().minus(settings.keep()));
            if (purged.isEmpty()) {
                return;
            }
            purged.forEach((owner, ids) -> operations.completed(
                    "conversations.purge",
                    owner,
                    ids.stream().map(ObjectId::toHexString).toList()));
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
