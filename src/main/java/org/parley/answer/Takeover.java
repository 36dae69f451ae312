package org.parley.answer;

import com.mongodb.MongoException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.parley.platform.ProblemException;
import org.parley.store.StoreReady;

/**
 * Ends the answers of nodes that died: what they had said is stored, marked as interrupted. Every node looks once a
 * second; a node that starts on an embedded store is alone, so what it finds there is a dead one's at once.
 */
@ApplicationScoped
class Takeover {
    /** How long a node may give no sign of life before its answers are another's. */
    static final Duration LEASE = Duration.ofSeconds(6);

    private static final Logger LOG = Logger.getLogger(Takeover.class.getName());
    private static final long EVERY_MILLIS = 1_000;

    private final AnswerRepository answers;
    private final Keeping keeping;
    private final Workers workers;
    private final RunningAnswers running;
    private final Clock clock;

    /** For the client proxy. */
    Takeover() {
        this(null, null, null, null, null);
    }

    @Inject
    Takeover(AnswerRepository answers, Keeping keeping, Workers workers, RunningAnswers running, Clock clock) {
        this.answers = answers;
        this.keeping = keeping;
        this.workers = workers;
        this.running = running;
        this.clock = clock;
    }

    void onReady(@Observes StoreReady ready) {
        if (ready.database().embedded()) {
            end(answers.notOf(running.node()));
        }
        workers.later(EVERY_MILLIS, this::look);
    }

    private void look() {
        try {
            end(answers.silentFor(LEASE));
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away", e);
        } finally {
            workers.later(EVERY_MILLIS, this::look);
        }
    }

    private void end(List<Document> dead) {
        for (Document seen : dead) {
            answers.claim(seen, running.node()).ifPresent(this::finish);
        }
    }

    private void finish(Document claimed) {
        String id = claimed.getString("_id");
        try {
            if (!AnswerState.FAILED.wire().equals(claimed.getString("state"))) {
                keeping.keep(
                        RunningAnswers.key(claimed),
                        Finished.of(claimed, clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                        AnswerState.ENDING.wire().equals(claimed.getString("state")));
                LOG.info(() -> "Took over the answer " + id + ", whose node is gone");
            }
        } catch (ProblemException gone) {
            LOG.log(Level.FINE, "The conversation of an answer is gone", gone);
        }
        answers.remove(id, running.node());
    }
}
