package org.parley.answer;

import com.mongodb.MongoException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.conversation.FinishReason;
import org.parley.model.ModelCall;
import org.parley.model.ModelListener;
import org.parley.platform.ProblemException;

/**
 * An answer that this node gives: keeps what is taken down of it in the answer's document, and in the end stores it as a
 * message. {@link #tick} is called five times a second and does whatever is due; what the database refuses is tried again
 * until another node may have taken over.
 */
public final class Writing {
    private static final Logger LOG = Logger.getLogger(Writing.class.getName());
    private static final long BEAT_NANOS = 500_000_000L;

    private final Answer answer;
    private final AnswerRepository answers;
    private final Keeping keeping;
    private final String node;
    private final Dictation dictation;
    private boolean sealed;
    private boolean tried;
    private boolean thought;
    private boolean over;
    private boolean ticking;
    private boolean again;
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
        this.node = node;
        this.dictation = new Dictation(answer, clock, hurry);
    }

    /** The answer as it grows. */
    public Answer answer() {
        return answer;
    }

    /** Whom a model is to tell its answer. */
    public ModelListener listener() {
        return dictation;
    }

    /** The call of the model that tells it, to be ended when nobody wants the answer any more. */
    public void by(ModelCall model) {
        dictation.by(model);
    }

    /** Says a fixed text, which cost nothing, instead of a model's. */
    public void says(String text) {
        dictation.says(text);
    }

    /** What to do when a whole answer of a model is stored and told. */
    public void whenKept(Runnable then) {
        kept = then;
    }

    /** What to do when the answer turns out to be no longer this node's: somebody else ends it. */
    void whenLost(Consumer<Answer> then) {
        lost = then;
    }

    /** Ends it at what there is. */
    void stop(FinishReason reason) {
        dictation.stop(reason);
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
        Optional<Ending> refused = dictation.failure();
        Optional<Finished> whole = dictation.finished();
        if (refused.isPresent()) {
            refused.get()
                    .map(
                            message -> null,
                            (status, detail) -> answers.fail(answer.key().id(), node, status, detail));
            end(refused.get());
        } else if (whole.isPresent()) {
            store(whole.get());
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
        boolean before = tried;
        tried = true;
        keeping.keep(answer.key(), whole, before);
        if (whole.metrics() != null && !thought) {
            dictation.thinking().ifPresent(seconds -> keeping.thoughtFor(answer.key(), seconds));
            thought = true; // what follows may be tried again, and is not to count it twice
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
        dictation.close();
        lost.accept(answer);
    }

    private void end(Ending how) {
        synchronized (this) {
            over = true;
        }
        dictation.close();
        answer.end(how);
    }
}
