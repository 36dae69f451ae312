package org.parley.assistant;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.answer.Answer;
import org.parley.answer.Ending;
import org.parley.answer.Workers;
import org.parley.markdown.Markdown;
import org.parley.platform.JsonFactory;
import org.parley.platform.ProblemException;

/**
 * One reader of an answer: sends what the answer has and the reader has not, one event after the other, each when the
 * one before it has left. Nothing is queued, so a reader that is slow or gone costs nothing but its connection.
 */
final class AnswerStream {
    /** Second to JSON, for whoever asks for nothing special. */
    static final String MEDIA_TYPE = "text/event-stream;qs=0.5";

    private static final Logger LOG = Logger.getLogger(AnswerStream.class.getName());
    /** With the two seconds between looks a comment comes at least every ten. */
    private static final long QUIET_NANOS = Duration.ofSeconds(7).toNanos();

    /** Rendering takes at most a fifth of a reader's time, and is never done more often than this. */
    private static final long RENDER_MILLIS = 40;

    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int AGAIN = 2;

    private final Answer answer;
    private final SseEventSink sink;
    private final Sse sse;
    private final boolean html;
    private final BooleanSupplier allowed;
    private final Runnable wake = this::wake;
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private Workers workers;
    private Markdown markdown;
    private Runnable closed;
    private Runnable alsoClosed = () -> {};
    private boolean started;
    private int sent;
    private List<String> blocks = List.of();
    private long renderAgainAt;
    private volatile long lastSent = System.nanoTime();
    private volatile boolean heartbeat;
    private volatile boolean over;

    /**
     * A reader.
     *
     * @param html whether it wants rendered blocks rather than text
     * @param allowed whether it may still read; asked every two seconds
     */
    AnswerStream(Answer answer, SseEventSink sink, Sse sse, boolean html, BooleanSupplier allowed) {
        this.answer = answer;
        this.sink = sink;
        this.sse = sse;
        this.html = html;
        this.allowed = allowed;
    }

    /**
     * Whether a request's parameter {@code render} asks for rendered blocks.
     *
     * @throws ProblemException 400 when it asks for something else
     */
    static boolean html(String render) {
        if (render == null || render.equals("html")) {
            return render != null;
        }
        throw ProblemException.badField("render", "must be html");
    }

    /** What to do besides when the stream ends, for whatever reason. */
    void whenClosed(Runnable then) {
        alsoClosed = then;
    }

    void open(Workers threads, Markdown rendering, Runnable onClose) {
        workers = threads;
        markdown = rendering;
        closed = onClose;
        answer.watch(wake);
    }

    /** Keeps a quiet stream alive, and notices one whose reader is gone. */
    void keepAlive() {
        if (sink.isClosed()) {
            close();
        } else if (System.nanoTime() - lastSent > QUIET_NANOS) {
            heartbeat = true;
            wake();
        }
    }

    /** Ends the stream of who may not read any more. */
    void check() {
        if (!allowed.getAsBoolean()) {
            close();
        }
    }

    /** Sees to it that everything is sent; never blocks. */
    private void wake() {
        if (state.getAndSet(AGAIN) == IDLE) {
            workers.run(this::pump);
        }
    }

    private void pump() {
        while (!over) {
            state.set(BUSY);
            OutboundSseEvent event = next();
            if (event == null) {
                if (over || state.compareAndSet(BUSY, IDLE)) {
                    return;
                }
                continue;
            }
            lastSent = System.nanoTime();
            CompletionStage<?> sending;
            try {
                sending = sink.send(event);
            } catch (RuntimeException gone) {
                LOG.log(Level.FINE, "A reader is gone", gone);
                close();
                return;
            }
            if (!sending.toCompletableFuture().isDone()) {
                sending.whenComplete((sentIt, gone) -> sentOrGone(gone));
                return;
            }
            if (sending.toCompletableFuture().isCompletedExceptionally()) {
                close();
                return;
            }
        }
        close();
    }

    private void sentOrGone(Throwable gone) {
        if (gone == null) {
            workers.run(this::pump);
        } else {
            close();
        }
    }

    /** The next event, or null when there is none now. */
    private OutboundSseEvent next() {
        if (!started) {
            started = true;
            return event("start", AnswerJson.started(answer.key()));
        }
        Ending ending = answer.ending().orElse(null); // before the text, so that none of it is missed
        if (answer.length() > sent) {
            OutboundSseEvent more = html ? blocks(ending != null) : text();
            if (more != null) {
                return more;
            }
        }
        if (ending != null && (html || answer.length() == sent)) {
            over = true;
            return ending.map(this::done, (status, detail) -> event("failed", AnswerJson.failed(status, detail)));
        }
        if (heartbeat) {
            heartbeat = false;
            return sse.newEventBuilder().comment("").build();
        }
        return null;
    }

    private OutboundSseEvent text() {
        String more = answer.textFrom(sent);
        sent += more.length();
        return event("delta", JsonFactory.object().add("text", more).build());
    }

    /** The blocks that are not as they were; null when it is too early to look, or nothing has changed. */
    private OutboundSseEvent blocks(boolean last) {
        long now = System.nanoTime();
        if (now < renderAgainAt && !last) {
            workers.later(Math.max(1, (renderAgainAt - now) / 1_000_000), wake);
            return null;
        }
        String text = answer.text();
        List<String> rendered = markdown.blocks(text);
        long took = System.nanoTime() - now;
        renderAgainAt = now + Math.max(RENDER_MILLIS * 1_000_000, took * 5);
        sent = text.length();
        int from = 0;
        while (from < Math.min(rendered.size(), blocks.size())
                && rendered.get(from).equals(blocks.get(from))) {
            from++;
        }
        boolean same = from == rendered.size() && from == blocks.size();
        blocks = rendered;
        if (same) {
            return null;
        }
        var changed = JsonFactory.array();
        rendered.subList(from, rendered.size()).forEach(changed::add);
        return event(
                "blocks",
                JsonFactory.object().add("from", from).add("html", changed).build());
    }

    private OutboundSseEvent done(JsonObject message) {
        JsonObject shown = html
                ? JsonFactory.object(message)
                        .add("html", markdown.html(message.getString("content")))
                        .build()
                : message;
        return event("done", shown);
    }

    private OutboundSseEvent event(String name, JsonObject data) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(String.class, data.toString())
                .build();
    }

    private void close() {
        over = true;
        answer.unwatch(wake);
        closed.run();
        alsoClosed.run();
        sink.close();
    }
}
