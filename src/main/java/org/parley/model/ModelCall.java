package org.parley.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One question to a model, from the first try to the last token. Connections that fail before the first token are tried
 * again twice; a model that is silent for too long is given up. Whatever LangChain4j reports after the end is not heard.
 */
public final class ModelCall {
    private static final Logger LOG = Logger.getLogger(ModelCall.class.getName());
    private static final long[] BACKOFF_MILLIS = {300, 1_000};
    private static final long HANG_UP_SECONDS = 2;

    private final Model model;
    private final ModelListener listener;
    private final Duration timeout;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final BiConsumer<CallClient.Observer, StreamingChatResponseHandler> attempt;
    private Attempt current;
    private int failures;
    private volatile boolean spoken;
    private boolean ended;
    private ScheduledFuture<?> watch;
    private volatile long lastSign = System.nanoTime();

    ModelCall(
            Model model,
            ModelListener listener,
            Duration timeout,
            ScheduledExecutorService timer,
            Executor workers,
            BiConsumer<CallClient.Observer, StreamingChatResponseHandler> attempt) {
        this.model = model;
        this.listener = listener;
        this.timeout = timeout;
        this.timer = timer;
        this.workers = workers;
        this.attempt = attempt;
    }

    /** Ends it: nothing is heard of it any more, and the model's server sees the connection closed. */
    public void cancel() {
        end(null);
    }

    /** A connection that ended properly can be used again; one whose server forgets to end it is closed. */
    private void hangUpLater(Attempt made) {
        timer.schedule(made::close, HANG_UP_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Asks in a thread of its own: a server that answers before the asking thread has gone on is read to the end in that
     * very thread, which must be nobody's and hold nothing.
     */
    void start() {
        long every = Math.max(20, timeout.toMillis() / 20);
        synchronized (this) {
            watch = timer.scheduleWithFixedDelay(this::giveUpIfSilent, every, every, TimeUnit.MILLISECONDS);
        }
        workers.execute(this::ask);
    }

    private void ask() {
        Attempt made;
        synchronized (this) {
            if (ended) {
                return;
            }
            lastSign = System.nanoTime();
            made = new Attempt();
            current = made;
        }
        try {
            attempt.accept(made, made);
        } catch (RuntimeException e) {
            made.broken(e);
        }
    }

    private void giveUpIfSilent() {
        if (System.nanoTime() - lastSign > timeout.toNanos()) {
            end(() -> listener.onFailure(ModelFailure.tooLate(model, timeout)));
        }
    }

    private void end(Runnable lastWord) {
        end(lastWord, Attempt::close);
    }

    private void end(Runnable lastWord, Consumer<Attempt> closing) {
        Attempt open;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            open = current;
            watch.cancel(false);
        }
        if (open != null) {
            closing.accept(open);
        }
        if (lastWord != null) {
            lastWord.run();
        }
    }

    private synchronized boolean isCurrent(Attempt made) {
        return !ended && current == made;
    }

    private void failed(Attempt made, Throwable cause) {
        ModelFailure failure = Failures.of(cause, model, timeout);
        synchronized (this) {
            if (!isCurrent(made)) {
                return;
            }
            // Not what the server said: it may repeat what it was asked.
            LOG.warning(() -> "The model " + model.id() + " gave no answer: " + Failures.name(cause));
            LOG.log(Level.FINE, "Why a model gave no answer", cause);
            if (failure.connection() && !spoken && failures < BACKOFF_MILLIS.length) {
                current = null;
                lastSign = System.nanoTime();
                timer.schedule(() -> workers.execute(this::ask), BACKOFF_MILLIS[failures++], TimeUnit.MILLISECONDS);
                return;
            }
        }
        end(() -> listener.onFailure(failure));
    }

    /** One try: what LangChain4j and its connection report of it. */
    private final class Attempt implements StreamingChatResponseHandler, CallClient.Observer {
        private Closeable connection;
        private boolean closed;

        @Override
        public void onPartialResponse(String text) {
            if (isCurrent(this)) {
                spoken = true;
                listener.onText(text);
            }
        }

        /** Only the connection's end says whether this was all; it follows at once. */
        @Override
        public void onCompleteResponse(ChatResponse response) {
            FinishReason reason = response.finishReason();
            if (!isCurrent(this) || reason == null) {
                return;
            }
            if (!spoken) {
                end(() -> listener.onFailure(ModelFailure.empty(model)));
                return;
            }
            TokenUsage usage = response.tokenUsage();
            ModelEnd how = new ModelEnd(
                    reason == FinishReason.LENGTH,
                    count(usage == null ? null : usage.inputTokenCount()),
                    count(usage == null ? null : usage.outputTokenCount()));
            end(() -> listener.onEnd(how), ModelCall.this::hangUpLater);
        }

        @Override
        public void onError(Throwable error) {
            failed(this, error);
        }

        @Override
        public synchronized void opened(Closeable body) {
            connection = body;
            if (closed) {
                close();
            }
        }

        @Override
        public void alive() {
            lastSign = System.nanoTime();
        }

        @Override
        public void broken(Throwable cause) {
            failed(this, cause);
        }

        /** Ended without a reason for it. Some servers give none, but say that they are done. */
        @Override
        public void closed(boolean properly) {
            if (!isCurrent(this)) {
                return;
            }
            if (properly && spoken) {
                end(
                        () -> listener.onEnd(new ModelEnd(false, OptionalInt.empty(), OptionalInt.empty())),
                        ModelCall.this::hangUpLater);
            } else {
                failed(this, spoken ? new IOException("It broke off") : new IllegalStateException("Nothing came"));
            }
        }

        synchronized void close() {
            closed = true;
            if (connection != null) {
                try {
                    connection.close();
                } catch (IOException e) {
                    LOG.log(Level.FINE, "A connection was gone already", e);
                }
            }
        }

        private static OptionalInt count(Integer tokens) {
            return tokens == null ? OptionalInt.empty() : OptionalInt.of(tokens);
        }
    }
}
