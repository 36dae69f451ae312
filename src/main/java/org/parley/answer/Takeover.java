package org.parley.answer;

import com.mongodb.MongoException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.store.StoreReady;

/**
 * Ends the answers of nodes that died: stores their text, marked as interrupted. Every node checks once a second. A node
 * that starts on an embedded store is the only one, so it takes over at once whatever it finds there.
 */
@Component
class Takeover {
    /** How long after its last heartbeat a node still owns an answer. */
    static final Duration LEASE = Duration.ofSeconds(6);

    private static final Logger LOG = Logger.getLogger(Takeover.class.getName());
    private static final long CHECK_MILLIS = 1_000;

    private final AnswerRepository answers;
    private final AnswerLeaseRepository leases;
    private final AnswerMessages messages;
    private final AnswerExecutor executor;
    private final RunningAnswers running;
    private final Clock clock;

    @Inject
    Takeover(
            AnswerRepository answers,
            AnswerLeaseRepository leases,
            AnswerMessages messages,
            AnswerExecutor executor,
            RunningAnswers running,
            Clock clock) {
        this.answers = answers;
        this.leases = leases;
        this.messages = messages;
        this.executor = executor;
        this.running = running;
        this.clock = clock;
    }

    void onReady(@Observes StoreReady ready) {
        if (ready.database().embedded()) {
            takeOver(answers.notOf(running.node()));
        }
        executor.later(CHECK_MILLIS, this::check);
    }

    private void check() {
        try {
            takeOver(answers.silentFor(LEASE));
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away", e);
        } finally {
            executor.later(CHECK_MILLIS, this::check);
        }
    }

    private void takeOver(List<StoredAnswer> expired) {
        for (StoredAnswer seen : expired) {
            leases.claim(seen, running.node()).ifPresent(this::finish);
        }
    }

    private void finish(StoredAnswer claimed) {
        try {
            if (!claimed.isIn(AnswerState.FAILED)) {
                messages.store(
                        claimed.key(),
                        claimed.finished(clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                        claimed.isIn(AnswerState.ENDING));
                LOG.info(() -> "Took over the answer " + claimed.id() + ", whose node is gone");
            }
        } catch (ProblemException gone) {
            LOG.log(Level.FINE, "The conversation of an answer is gone", gone);
        }
        leases.remove(claimed.id(), running.node());
    }
}
