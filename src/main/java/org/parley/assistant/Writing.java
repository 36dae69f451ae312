package org.parley.assistant;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.conversation.FinishReason;
import org.parley.model.ModelCall;
import org.parley.model.ModelEnd;
import org.parley.model.ModelFailure;
import org.parley.model.ModelListener;
import org.parley.platform.ProblemException;

/**
 * An answer that this node gives: takes what the model says, keeps it in the answer's document, and in the end stores it
 * as a message. {@link #tick} is called four times a second and does whatever is due; what the database refuses is tried
 * again until another node may have taken over.
 */
final class Writing implements ModelListener {
    private static final Logger LOG = Logger.getLogger(Writing.class.getName());
    private static final int MOST_BYTES = 1024 * 1024;
    private static final long BEAT_NANOS = 500_000_000L;

    private final Answer answer;
    private final AnswerRepository answers;
    private final Keeping keeping;
    private final Clock clock;
    private final String node;
    private final Runnable hurry;
    private final Metering metering = new Metering();
    private ModelCall call;
    private Finished finished;
    private Ending failure;
    private boolean sealed;
    private boolean over;
    private boolean ticking;
    private boolean again;
    private long bytes;
    private int flushed;
    private volatile long lastBeat = System.nanoTime();
    private Consumer<Answer> lost = ignored -> {};
    private Runnable kept = () -> {};

    /**
     * An answer whose document this node has begun.
     *
     * @param hurry has {@link #tick} called soon
     */
    Writing(Answer answer, AnswerRepository answers, Keeping keeping, Clock clock, String node, Runnable hurry) {
        this.answer = answer;
        this.answers = answers;
        this.keeping = keeping;
        this.clock = clock;
        this.node = node;
        this.hurry = hurry;
    }

    Answer answer() {
        return answer;
    }

    /** What to do when the answer turns out to be no longer this node's: somebody else ends it. */
    void whenLost(Consumer<Answer> then) {
        lost = then;
    }

    /** What to do when a whole answer is stored and told. */
    void whenKept(Runnable then) {
        kept = then;
    }

    /** The model's call, to be ended when nobody wants the answer any more. */
    void calls(ModelCall model) {
        synchronized (this) {
            call = model;
            if (finished == null && failure == null && !over) {
                return;
            }
        }
        model.cancel();
    }

    @Override
    public void onText(String text) {
        metering.token();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        if (bytes > MOST_BYTES) {
            finish(FinishReason.LENGTH, metering.unmeasured());
        } else {
            answer.append(text);
        }
    }

    @Override
    public void onEnd(ModelEnd end) {
        finish(end.cutByLength() ? FinishReason.LENGTH : null, metering.of(end));
    }

    @Override
    public void onFailure(ModelFailure why) {
        if (answer.length() > 0) {
            finish(FinishReason.INTERRUPTED, metering.unmeasured());
        } else {
            fail(Ending.failure(why));
        }
    }

    /** Says a fixed text, which cost nothing. */
    void says(String text) {
        answer.append(text);
        finish(null, null);
    }

    /** Ends it at what there is. */
    void stop(FinishReason reason) {
        finish(reason, metering.unmeasured());
    }

    /** Does what is due. Called while it still runs, it has that run do it once more. */
    void tick() {
        synchronized (this) {
            again = ticking;
            if (over || ticking) {
                return;
            }
            ticking = true;
        }
        boolean more;
        do {
            attempt();
            synchronized (this) {
                more = again && !over;
                again = false;
                ticking = more;
            }
        } while (more);
    }

    private void attempt() {
        try {
            try {
                work();
            } catch (ProblemException e) {
                answers.remove(answer.key().id(), node);
                end(Ending.failure(e));
            }
        } catch (RuntimeException e) {
            LOG.log(e instanceof MongoException ? Level.FINE : Level.WARNING, "An answer could not be kept yet", e);
            if (System.nanoTime() - lastBeat > Takeover.LEASE.toNanos()) {
                end(Ending.failure(ProblemException.storeAway()));
            }
        }
    }

    /** Ends it before it began. */
    void abandon(Ending why) {
        end(why);
        try {
            answers.remove(answer.key().id(), node);
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The document of an answer that did not begin is swept later", e);
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    private void work() {
        Finished whole;
        Ending refused;
        synchronized (this) {
            whole = finished;
            refused = failure;
        }
        if (refused != null) {
            refused.map(
                    message -> null,
                    (status, detail) -> answers.fail(answer.key().id(), node, status, detail));
            end(refused);
        } else if (whole != null) {
            store(whole);
        } else {
            flush();
        }
    }

    private void flush() {
        int length = answer.length();
        if (length == flushed && System.nanoTime() - lastBeat < BEAT_NANOS) {
            return;
        }
        long now = System.nanoTime();
        Optional<Boolean> stop = answers.beat(answer.key().id(), node, length == flushed ? null : answer.text());
        if (stop.isEmpty()) {
            giveUp();
            return;
        }
        lastBeat = now;
        flushed = length;
        if (stop.get()) {
            stop(FinishReason.STOPPED);
        }
    }

    private void store(Finished whole) {
        if (!sealed) {
            long now = System.nanoTime();
            if (!answers.seal(answer.key().id(), node, whole)) {
                giveUp();
                return;
            }
            lastBeat = now;
            sealed = true;
        }
        keeping.keep(answer.key(), whole);
        if (whole.metrics() != null) {
            metering.thinking().ifPresent(seconds -> keeping.thoughtFor(answer.key(), seconds));
        }
        Ending ending = keeping.find(answer.key())
                .map(Ending::message)
                .orElseGet(() -> Ending.failure(404, "The answer was removed while it was stored"));
        answers.remove(answer.key().id(), node);
        end(ending);
        if (whole.reason().isEmpty() && whole.metrics() != null) {
            kept.run();
        }
    }

    private void giveUp() {
        synchronized (this) {
            over = true;
        }
        cancel();
        lost.accept(answer);
    }

    private void end(Ending how) {
        synchronized (this) {
            over = true;
        }
        cancel();
        answer.end(how);
    }

    private void finish(FinishReason reason, Map<String, Object> metrics) {
        synchronized (this) {
            if (finished != null || failure != null || over) {
                return;
            }
            finished = new Finished(
                    answer.text(),
                    Optional.ofNullable(reason),
                    metrics,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }
        cancel();
        hurry.run();
    }

    private void fail(Ending how) {
        synchronized (this) {
            if (finished != null || over) {
                return;
            }
            failure = how;
        }
        hurry.run();
    }

    private void cancel() {
        ModelCall running;
        synchronized (this) {
            running = call;
        }
        if (running != null) {
            running.cancel();
        }
    }
}
