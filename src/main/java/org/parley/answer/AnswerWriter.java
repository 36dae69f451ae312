package org.parley.answer;

import com.mongodb.MongoException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.message.FinishReason;
import org.parley.model.ModelCall;
import org.parley.model.ModelListener;
import org.parley.platform.ProblemException;

/**
 * Writes an answer that this node generates: first to its document in {@code answers}, at the end to the conversation as
 * a message. {@link #tick} runs five times a second and does what is due. What the database refuses is retried until the
 * lease has expired and another node may take over.
 */
public final class AnswerWriter {
    private static final Logger LOG = Logger.getLogger(AnswerWriter.class.getName());
    private static final long BEAT_NANOS = 500_000_000L;

    private final Answer answer;
    private final AnswerLeaseRepository leases;
    private final AnswerMessages messages;
    private final String node;
    private final AnswerCollector collector;
    private boolean sealed;
    private boolean tried;
    private boolean thinkingTimeAdded;
    private boolean over;
    private boolean ticking;
    private boolean tickAgain;
    private Draft flushed = Draft.EMPTY;
    private volatile long lastBeat = System.nanoTime();
    private Consumer<Answer> onLost = ignored -> {};
    private Runnable onStored = () -> {};

    /**
     * A writer for an answer whose document this node has inserted.
     *
     * @param requestTick schedules a {@link #tick} soon
     */
    AnswerWriter(
            Answer answer,
            AnswerLeaseRepository leases,
            AnswerMessages messages,
            Clock clock,
            String node,
            Runnable requestTick) {
        this.answer = answer;
        this.leases = leases;
        this.messages = messages;
        this.node = node;
        this.collector = new AnswerCollector(answer, clock, requestTick);
    }

    /** The growing answer. */
    public Answer answer() {
        return answer;
    }

    /** Receives the model's output. */
    public ModelListener listener() {
        return collector;
    }

    /** Sets the model's call, which is cancelled as soon as its output is no longer needed. */
    public void setCall(ModelCall model) {
        collector.setCall(model);
    }

    /** Answers with a fixed text instead of a model's; it has no metrics. */
    public void fixedText(String text) {
        collector.fixedText(text);
    }

    /** Sets what to do once an answer of a model, complete or not, is stored and its watchers know. */
    public void whenStored(Runnable then) {
        onStored = then;
    }

    /** Sets what to do when the answer turns out to belong to another node, which then ends it. */
    void whenLost(Consumer<Answer> then) {
        onLost = then;
    }

    /** Ends the answer with the text so far. */
    void stop(FinishReason reason) {
        collector.stop(reason);
    }

    /** Does what is due. A call during a running tick makes that tick repeat. */
    void tick() {
        synchronized (this) {
            tickAgain = ticking;
            if (over || ticking) {
                return;
            }
            ticking = true;
        }
        boolean more;
        do {
            attempt();
            synchronized (this) {
                more = tickAgain && !over;
                tickAgain = false;
                ticking = more;
            }
        } while (more);
    }

    private void attempt() {
        try {
            try {
                work();
            } catch (ProblemException e) {
                leases.remove(answer.key().id(), node);
                end(AnswerResult.failure(e));
            }
        } catch (RuntimeException e) {
            LOG.log(e instanceof MongoException ? Level.FINE : Level.WARNING, "An answer could not be stored yet", e);
            if (System.nanoTime() - lastBeat > Takeover.LEASE.toNanos()) {
                end(AnswerResult.failure(ProblemException.storeAway()));
            }
        }
    }

    /** Ends an answer that could not start. */
    void abandon(AnswerResult why) {
        end(why);
        try {
            leases.remove(answer.key().id(), node);
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The document of an answer that did not start is removed after its lease", e);
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    private void work() {
        Optional<AnswerResult> failure = collector.failure();
        Optional<FinishedAnswer> finished = collector.finished();
        if (failure.isPresent()) {
            failure.get()
                    .map(
                            message -> null,
                            (status, detail) -> leases.fail(answer.key().id(), node, status, detail));
            end(failure.get());
        } else if (finished.isPresent()) {
            store(finished.get());
        } else {
            flush();
        }
    }

    private void flush() {
        Draft draft = answer.draft();
        if (draft.equals(flushed) && System.nanoTime() - lastBeat < BEAT_NANOS) {
            return;
        }
        long now = System.nanoTime();
        Optional<Boolean> stop = leases.beat(answer.key().id(), node, flushed, draft);
        if (stop.isEmpty()) {
            giveUp();
            return;
        }
        lastBeat = now;
        flushed = draft;
        if (stop.get()) {
            stop(FinishReason.STOPPED);
        }
    }

    private void store(FinishedAnswer finished) {
        if (!sealed) {
            long now = System.nanoTime();
            if (!leases.seal(answer.key().id(), node, finished)) {
                giveUp();
                return;
            }
            lastBeat = now;
            sealed = true;
        }
        boolean triedBefore = tried;
        tried = true;
        messages.store(answer.key(), finished, triedBefore);
        if (finished.metrics().isPresent() && !thinkingTimeAdded) {
            collector.secondsToFirstToken().ifPresent(seconds -> messages.addThinkingTime(answer.key(), seconds));
            thinkingTimeAdded = true; // the steps below may be retried, and must not count it twice
        }
        AnswerResult result = messages.find(answer.key())
                .map(AnswerResult::message)
                .orElseGet(() -> AnswerResult.failure(404, "The answer was removed while it was stored"));
        leases.remove(answer.key().id(), node);
        end(result);
        if (finished.metrics().isPresent()) {
            onStored.run();
        }
    }

    private void giveUp() {
        synchronized (this) {
            over = true;
        }
        collector.close();
        onLost.accept(answer);
    }

    private void end(AnswerResult how) {
        synchronized (this) {
            over = true;
        }
        collector.close();
        answer.end(how);
    }
}
