package org.parley.account;

import com.mongodb.MongoException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.account.DeletionRepository.Deletion;
import org.parley.platform.Component;
import org.parley.store.StoreReady;
import org.parley.store.UserData;

/**
 * Removes in the background what belongs to deleted accounts, each by one node at a time.
 *
 * <p>A first run removes what there is. A second one, begun when nothing that was under way before the end of the first can
 * store anything any more, removes what came meanwhile, also what a node that was killed has left behind, and last the user. A
 * run that is interrupted leaves the user, so another one begins from the beginning once its lease has ended; each step does
 * nothing where it was done.
 */
@Component
class Deletions {
    private static final Logger LOG = Logger.getLogger(Deletions.class.getName());
    private static final long EVERY_SECONDS = 5;

    /**
     * After this time no request from before, and no save of a search index, stores anything; reads of the audit log are
     * written by then, too.
     */
    private static final Duration SETTLED = Duration.ofSeconds(12);

    /** A node that does not renew its lease within this time is taken for dead. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final DeletionRepository deletions;
    private final Instance<UserData> data;
    private final Clock clock;

    @Resource
    private ManagedScheduledExecutorService timer;

    private ScheduledFuture<?> runs;
    private volatile boolean stopped;

    @Inject
    Deletions(DeletionRepository deletions, @Any Instance<UserData> data, Clock clock) {
        this.deletions = deletions;
        this.data = data;
        this.clock = clock;
    }

    void onReady(@Observes StoreReady ready) {
        runs = timer.scheduleWithFixedDelay(this::run, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Catches failures, because an exception would cancel all later runs. */
    private void run() {
        try {
            Optional<Deletion> next = claim();
            while (next.isPresent()) {
                work(next.get());
                next = claim();
            }
        } catch (MongoException | IllegalStateException e) {
            LOG.log(Level.FINE, "A deletion goes on later", e); // the store is unavailable, or the lease is lost
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A deletion is tried again", e);
        }
    }

    private Optional<Deletion> claim() {
        Instant now = now();
        return stopped ? Optional.empty() : deletions.claim(now, now.plus(LEASE));
    }

    private void work(Deletion deletion) {
        Instant begun = now();
        Hold hold = new Hold(deletion);
        for (UserData part : data) {
            hold.run();
            part.remove(deletion.user(), hold);
        }
        hold.run();
        if (deletion.cleared()
                .filter(cleared -> !begun.isBefore(cleared.plus(SETTLED)))
                .isPresent()) {
            deletions.end(hold.held);
        } else {
            Instant cleared = now();
            deletions.cleared(hold.held, cleared, cleared.plus(SETTLED));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Renews the lease where half of it is over. */
    private final class Hold implements Runnable {
        private Deletion held;

        Hold(Deletion claimed) {
            held = claimed;
        }

        @Override
        public void run() {
            if (stopped) {
                throw new IllegalStateException("The application stops");
            }
            Instant now = now();
            if (now.plus(LEASE.dividedBy(2)).isAfter(held.lease())) {
                held = deletions
                        .hold(held, now.plus(LEASE))
                        .orElseThrow(() -> new IllegalStateException("Another node has taken the deletion on"));
            }
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
