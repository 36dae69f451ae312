package org.parley.answer;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parley.message.FinishReason;
import org.parley.model.ModelCall;
import org.parley.model.ModelEnd;
import org.parley.model.ModelFailure;
import org.parley.model.ModelListener;

/**
 * Collects a model's output until the model ends or fails, the user stops it, or it exceeds 1 MiB of UTF-8; the first of
 * these decides the result. Of a thought it keeps the first 512 KiB. It stores nothing.
 */
final class AnswerCollector implements ModelListener {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_THOUGHT_BYTES = 512 * 1024;

    private final Answer answer;
    private final Clock clock;
    private final Runnable onEnd;
    private final AnswerMeter meter = new AnswerMeter();
    private ModelCall call;
    private FinishedAnswer finished;
    private AnswerResult failure;
    private boolean closed;
    private long bytes;
    private long thoughtBytes;

    /**
     * A collector without output.
     *
     * @param onEnd runs when no more output will come
     */
    AnswerCollector(Answer answer, Clock clock, Runnable onEnd) {
        this.answer = answer;
        this.clock = clock;
        this.onEnd = onEnd;
    }

    /** Sets the model's call, which is cancelled as soon as its output is no longer needed. */
    void setCall(ModelCall model) {
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
        meter.text();
        bytes += bytesOf(text);
        if (bytes > MAX_BYTES) {
            finish(Optional.of(FinishReason.LENGTH), Optional.of(meter.unmeasured()));
        } else {
            answer.append(text);
        }
    }

    @Override
    public void onThought(String piece) {
        meter.thought();
        thoughtBytes += bytesOf(piece);
        if (thoughtBytes <= MAX_THOUGHT_BYTES) {
            answer.think(piece);
        }
    }

    @Override
    public void onTextWasThought() {
        meter.textWasThought();
        thoughtBytes += bytes;
        bytes = 0;
        answer.takeTextAsThought();
    }

    private static long bytesOf(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    @Override
    public void onEnd(ModelEnd end) {
        finish(AnswerResult.reason(end), Optional.of(meter.of(end)));
    }

    @Override
    public void onFailure(ModelFailure why) {
        if (answer.length() > 0) {
            stop(FinishReason.INTERRUPTED);
        } else {
            fail(AnswerResult.failure(why));
        }
    }

    /** Ends the answer with a fixed text, which has no metrics. */
    void fixedText(String text) {
        answer.append(text);
        finish(Optional.empty(), Optional.empty());
    }

    /** Ends the answer with the text so far. */
    void stop(FinishReason reason) {
        finish(Optional.of(reason), Optional.of(meter.unmeasured()));
    }

    /** What to store; empty while the model is generating, and after a failure. */
    synchronized Optional<FinishedAnswer> finished() {
        return Optional.ofNullable(finished);
    }

    /** Why there is nothing to store; empty unless the model failed before its first token. */
    synchronized Optional<AnswerResult> failure() {
        return Optional.ofNullable(failure);
    }

    /** Seconds until the first token of the answer; empty if there was none. */
    OptionalDouble secondsToFirstToken() {
        return meter.secondsToFirstToken();
    }

    /** Ignores further output and cancels the model's call. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        cancel();
    }

    private void finish(Optional<FinishReason> reason, Optional<Map<String, Object>> metrics) {
        synchronized (this) {
            if (finished != null || failure != null || closed) {
                return;
            }
            Draft draft = answer.draft();
            finished = new FinishedAnswer(
                    draft.text(),
                    meter.thoughtOf(draft.thought()),
                    reason,
                    metrics,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }
        cancel();
        onEnd.run();
    }

    private void fail(AnswerResult how) {
        synchronized (this) {
            if (finished != null || closed) {
                return;
            }
            failure = how;
        }
        onEnd.run();
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
