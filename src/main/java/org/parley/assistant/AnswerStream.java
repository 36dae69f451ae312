package org.parley.assistant;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.answer.Answer;
import org.parley.answer.AnswerExecutor;
import org.parley.markdown.Markdown;
import org.parley.platform.ProblemException;

/**
 * One client's stream of an answer. It sends one of its {@link AnswerEvents} at a time: the next one starts when the
 * previous one has been sent. Nothing is queued, so a slow or lost client costs only its connection.
 */
final class AnswerStream {
    /** Second to JSON when the client accepts anything. */
    static final String MEDIA_TYPE = "text/event-stream;qs=0.5";

    private static final Logger LOG = Logger.getLogger(AnswerStream.class.getName());
    /** Checked every second, so a quiet stream gets a comment at least every ten. */
    private static final long QUIET_NANOS = Duration.ofSeconds(7).toNanos();

    private static final int IDLE = 0;
    private static final int SENDING = 1;
    private static final int MORE = 2;

    private final Answer answer;
    private final SseEventSink sink;
    private final Sse sse;
    private final boolean html;
    private final BooleanSupplier allowed;
    private final Runnable wake = this::wake;
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final Runnable onClose;
    private AnswerExecutor executor;
    private AnswerEvents events;
    private Runnable closed;
    private volatile long lastSent = System.nanoTime();
    private volatile boolean heartbeat;
    private volatile boolean over;

    /**
     * A stream that has not been opened yet.
     *
     * @param html whether to send rendered blocks instead of text
     * @param allowed whether the client may still read; checked every second
     * @param onClose runs when the stream closes, for whatever reason
     */
    AnswerStream(Answer answer, SseEventSink sink, Sse sse, boolean html, BooleanSupplier allowed, Runnable onClose) {
        this.answer = answer;
        this.sink = sink;
        this.sse = sse;
        this.html = html;
        this.allowed = allowed;
        this.onClose = onClose;
    }

    /**
     * Whether the query parameter {@code render} asks for rendered blocks.
     *
     * @throws ProblemException 400 if it has any value other than {@code html}
     */
    static boolean html(String render) {
        if (render == null || render.equals("html")) {
            return render != null;
        }
        throw ProblemException.badField("render", "must be html");
    }

    /** Starts sending; {@code whenClosed} is for the sender's own list of open streams. */
    void open(AnswerExecutor threads, Markdown renderer, Runnable whenClosed) {
        executor = threads;
        events = new AnswerEvents(
                answer, html ? Optional.of(renderer) : Optional.empty(), millis -> threads.later(millis, wake));
        closed = whenClosed;
        answer.watch(wake);
    }

    /** Sends a comment on a quiet stream, and closes a stream whose client is gone. */
    void keepAlive() {
        if (sink.isClosed()) {
            close();
        } else if (System.nanoTime() - lastSent > QUIET_NANOS) {
            heartbeat = true;
            wake();
        }
    }

    /** Closes the stream if its client may no longer read. */
    void check() {
        if (!allowed.getAsBoolean()) {
            close();
        }
    }

    /** Makes sure that everything will be sent; never blocks. */
    private void wake() {
        if (state.getAndSet(MORE) == IDLE) {
            executor.run(this::pump);
        }
    }

    private void pump() {
        while (!over) {
            state.set(SENDING);
            OutboundSseEvent event = next();
            if (event == null) {
                if (over || state.compareAndSet(SENDING, IDLE)) {
                    return;
                }
                continue;
            }
            lastSent = System.nanoTime();
            CompletionStage<?> sending;
            try {
                sending = sink.send(event);
            } catch (RuntimeException gone) {
                LOG.log(Level.FINE, "A client is gone", gone);
                close();
                return;
            }
            if (!sending.toCompletableFuture().isDone()) {
                sending.whenComplete((sentIt, gone) -> sentOrFailed(gone));
                return;
            }
            if (sending.toCompletableFuture().isCompletedExceptionally()) {
                close();
                return;
            }
        }
        close();
    }

    private void sentOrFailed(Throwable gone) {
        if (gone == null) {
            executor.run(this::pump);
        } else {
            close();
        }
    }

    /** The next event, or null while there is nothing to send. */
    private OutboundSseEvent next() {
        Optional<AnswerEvents.Event> next = events.next();
        if (events.isOver()) {
            over = true;
        }
        if (next.isPresent()) {
            return sse.newEventBuilder()
                    .name(next.get().name())
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, next.get().data())
                    .build();
        }
        if (heartbeat) {
            heartbeat = false;
            return sse.newEventBuilder().comment("").build();
        }
        return null;
    }

    private void close() {
        over = true;
        answer.unwatch(wake);
        closed.run();
        onClose.run();
        sink.close();
    }
}
