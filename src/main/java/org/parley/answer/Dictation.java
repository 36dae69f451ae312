package org.parley.answer;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parley.conversation.FinishReason;
import org.parley.model.ModelCall;
import org.parley.model.ModelEnd;
import org.parley.model.ModelFailure;
import org.parley.model.ModelListener;

/**
 * Takes down what a model says until it ends, fails, is stopped or has said enough; whichever comes first counts. It
 * stores nothing.
 */
final class Dictation implements ModelListener {
    private static final int MOST_BYTES = 1024 * 1024;

    private final Answer answer;
    private final Clock clock;
    private final Runnable ended;
    private final Metering metering = new Metering();
    private ModelCall call;
    private Finished finished;
    private Ending failure;
    private boolean closed;
    private long bytes;

    /**
     * A new one.
     *
     * @param ended is run when there will be no more
     */
    Dictation(Answer answer, Clock clock, Runnable ended) {
        this.answer = answer;
        this.clock = clock;
        this.ended = ended;
    }

    /** The model's call, to be ended when nobody wants the answer any more. */
    void by(ModelCall model) {
        synchronized (this) {
            call = model;
            if (finished == null && failure == null && !closed) {
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

    /** Ends it with a fixed text, which cost nothing. */
    void says(String text) {
        answer.append(text);
        finish(null, null);
    }

    /** Ends it at what there is. */
    void stop(FinishReason reason) {
        finish(reason, metering.unmeasured());
    }

    /** What is to be stored; empty while there may be more, or when there is nothing. */
    synchronized Optional<Finished> finished() {
        return Optional.ofNullable(finished);
    }

    /** Why there is nothing to be stored; empty while there may be something, or when there is. */
    synchronized Optional<Ending> failure() {
        return Optional.ofNullable(failure);
    }

    /** Seconds from the question to the first token; empty when there was none. */
    OptionalDouble thinking() {
        return metering.thinking();
    }

    /** Takes nothing down any more, and hangs up on the model. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        cancel();
    }

    private void finish(FinishReason reason, Map<String, Object> metrics) {
        synchronized (this) {
            if (finished != null || failure != null || closed) {
                return;
            }
            finished = new Finished(
                    answer.text(),
                    Optional.ofNullable(reason),
                    metrics,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }
        cancel();
        ended.run();
    }

    private void fail(Ending how) {
        synchronized (this) {
            if (finished != null || closed) {
                return;
            }
            failure = how;
        }
        ended.run();
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
