package org.parley.model;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.reply.Ending;
import org.parley.reply.Reply;
import org.parley.reply.ReplyError;

/**
 * One call to a model, from the first attempt to the last token. A connection failure before the first token is retried
 * up to twice, a server that refuses to be asked for token counts is asked once more without, and a model that sends
 * nothing for the timeout fails the call.
 */
public final class ModelCall {
    private static final Logger LOG = Logger.getLogger(ModelCall.class.getName());
    private static final long[] BACKOFF_MILLIS = {300, 1_000};
    private static final long CLOSE_DELAY_MILLIS = 2_000;

    /** How long token counts may follow the end of the answer, and the mark at the end of the stream. */
    private static final long AFTER_ENDING_MILLIS = 2_000;

    private static final long AFTER_LAST_MILLIS = 300;

    private final Model model;
    private final CancellableListener listener;
    private final Duration timeout;
    private final CallClock clock;
    private final Executor workers;
    private final HttpClient http;
    private final ChatRequest request;
    private final AtomicBoolean usageRefused;
    private final Progress progress = new Progress();
    private Attempt current;
    private int failures;
    private boolean ended;

    /**
     * A call that has not begun.
     *
     * @param usageRefused whether the server is known to refuse to be asked for token counts; set when it does
     */
    ModelCall(
            Model model,
            ModelListener listener,
            Duration timeout,
            ScheduledExecutorService timer,
            Executor workers,
            HttpClient http,
            ChatRequest request,
            AtomicBoolean usageRefused) {
        this.model = model;
        this.listener = new CancellableListener(listener);
        this.timeout = timeout;
        this.clock = new CallClock(timer, workers, timeout);
        this.workers = workers;
        this.http = http;
        this.request = request;
        this.usageRefused = usageRefused;
    }

    /** Cancels the call: the listener is not called any more, and the connection to the server is closed. */
    public void cancel() {
        listener.cancel();
        Attempt open;
        synchronized (this) {
            open = close();
        }
        if (open != null) {
            open.close();
        }
    }

    /** Sends the request in a separate thread, which then reads the reply. */
    void start() {
        clock.start(this::failSilent);
        send(request.canAskForUsage() && !usageRefused.get());
    }

    private void send(boolean usage) {
        Attempt attempt;
        synchronized (this) {
            if (ended) {
                return;
            }
            clock.note();
            attempt = new Attempt(new Reply(request.format(), listener), usage, progress);
            current = attempt;
        }
        workers.execute(() -> attempt.run(http, request.http(usage)));
    }

    private void failSilent() {
        Attempt silent;
        synchronized (this) {
            silent = current;
        }
        workers.execute(() -> end(silent, Optional.of(ModelFailure.timedOut(model, timeout))));
    }

    private synchronized boolean isCurrent(Attempt attempt) {
        return !ended && current == attempt;
    }

    private void fail(Attempt attempt, ModelFailure failure, String why) {
        Reply reply = attempt.reply();
        boolean begun = reply.hasText() || reply.hasThought() || reply.ending().isPresent();
        synchronized (this) {
            if (!isCurrent(attempt)) {
                return;
            }
            if (reply.ending().isEmpty()) {
                LOG.warning(() -> "The model " + model.id() + " gave no answer: " + why);
            }
            if (failure.connection() && !begun && failures < BACKOFF_MILLIS.length) {
                current = null;
                clock.note();
                clock.after(BACKOFF_MILLIS[failures++], () -> send(attempt.asksForUsage()));
                return;
            }
        }
        end(attempt, Optional.of(failure));
    }

    /**
     * Ends the call. What waited in the reply is handed on first.
     *
     * @param failure what ended it; an answer that had ended before is whole nevertheless
     */
    private void end(Attempt attempt, Optional<ModelFailure> failure) {
        synchronized (this) {
            if (ended || current != attempt) {
                return;
            }
            close();
        }
        if (attempt == null) {
            listener.onFailure(failure.orElseGet(() -> ModelFailure.unreachable(model)));
            return;
        }
        Reply reply = attempt.reply();
        reply.finish();
        Optional<ModelFailure> why = outcome(reply, failure);
        if (why.isPresent()) {
            attempt.close();
            listener.onFailure(why.get());
        } else {
            clock.after(CLOSE_DELAY_MILLIS, attempt::close); // the connection may be used again
            listener.onEnd(
                    new ModelEnd(reply.ending().orElse(Ending.WHOLE), reply.promptTokens(), reply.completionTokens()));
        }
    }

    /** Why a reply to which nothing is added is no answer; empty if it is one. */
    private Optional<ModelFailure> outcome(Reply reply, Optional<ModelFailure> failure) {
        if (reply.error().isPresent()) {
            ReplyError error = reply.error().get();
            LOG.warning(() -> "The model " + model.id() + " failed: "
                    + error.reason().orElse("the server says no more than that"));
            return Optional.of(ModelFailure.of(model, error));
        }
        if (reply.ending().isEmpty() && failure.isPresent()) {
            return failure;
        }
        if (reply.ending().isEmpty() && !reply.isLast()) {
            LOG.warning(() -> "The stream of the model " + model.id() + " ended before its answer");
            return Optional.of(ModelFailure.brokenOff(model));
        }
        return reply.hasText()
                ? Optional.empty()
                : Optional.of(ModelFailure.empty(model, reply.ending().orElse(Ending.WHOLE), reply.hasThought()));
    }

    /** Lets no other end follow; the attempt that is open, or null. */
    private Attempt close() {
        ended = true;
        clock.stop();
        return current;
    }

    /** Decides what follows from what happens to the connection of an attempt. */
    private final class Progress implements Attempt.Observer {
        /** Ends the call if the reply is over; a server may leave the connection open after that. */
        @Override
        public void arrived(Attempt attempt) {
            clock.note();
            Reply reply = attempt.reply();
            if (!isCurrent(attempt)) {
                return;
            }
            if (reply.error().isPresent()
                    || (reply.isLast() && reply.completionTokens().isPresent())) {
                ended(attempt);
            } else if (reply.isLast()) {
                clock.after(AFTER_LAST_MILLIS, () -> ended(attempt));
            } else if (reply.ending().isPresent()) {
                clock.onceQuiet(AFTER_ENDING_MILLIS, () -> ended(attempt));
            }
        }

        @Override
        public void accepted(Attempt attempt) {
            if (request.canAskForUsage() && !attempt.asksForUsage()) {
                usageRefused.set(true);
            }
        }

        @Override
        public void refused(Attempt attempt, ReplyError error) {
            int status = error.status().orElse(0);
            if (isCurrent(attempt) && attempt.asksForUsage() && (status == 400 || status == 422)) {
                send(false);
                return;
            }
            fail(
                    attempt,
                    ModelFailure.of(model, error),
                    "status " + status + ": " + error.reason().orElse("no reason"));
        }

        @Override
        public void ended(Attempt attempt) {
            end(attempt, Optional.empty());
        }

        @Override
        public void broken(Attempt attempt, Throwable cause) {
            LOG.log(Level.FINE, "A call to a model broke", cause);
            fail(attempt, FailureTranslator.of(cause, model, timeout), FailureTranslator.name(cause));
        }
    }
}
