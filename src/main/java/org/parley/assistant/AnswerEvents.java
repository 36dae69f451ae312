package org.parley.assistant;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.parley.answer.Answer;
import org.parley.answer.AnswerResult;
import org.parley.markdown.Markdown;
import org.parley.message.WrittenMessage;
import org.parley.platform.JsonBody;

/**
 * The events that one client is sent of an answer. Each holds what the client does not have yet, so none is made before
 * the one before it has been sent. For one thread at a time.
 */
final class AnswerEvents {
    /** The shortest interval between renderings; each one also pauses five times as long as it took. */
    private static final long RENDER_MILLIS = 40;

    private static final long MILLI = 1_000_000;

    private final Answer answer;
    private final Optional<Markdown> html;
    private final LongConsumer later;
    private boolean started;
    private boolean over;
    private int sent;
    private int thoughtSent;
    private int restarts;
    private List<String> blocks = List.of();
    private long renderAgainAt;

    /**
     * The events of an answer, from its start.
     *
     * @param html renders the text in blocks, which are sent in its place; empty to send the text
     * @param later is told in how many milliseconds to ask for an event again
     */
    AnswerEvents(Answer answer, Optional<Markdown> html, LongConsumer later) {
        this.answer = answer;
        this.html = html;
        this.later = later;
    }

    /**
     * An event.
     *
     * @param name its name
     * @param data its data: a JSON object
     */
    record Event(String name, String data) {}

    /** Whether the last event has been made. */
    boolean isOver() {
        return over;
    }

    /** The next event; empty while there is nothing to send. */
    Optional<Event> next() {
        if (!started) {
            started = true;
            restarts = answer.restarts();
            return event("start", json -> AnswerJson.started(json, answer.key()));
        }
        Optional<AnswerResult> result = answer.result(); // read before the text, so that no text is missed
        if (answer.restarts() != restarts) {
            return restart();
        }
        if (answer.thoughtLength() > thoughtSent) {
            return html.isPresent() && result.isEmpty() && isTooEarly() ? Optional.empty() : thought();
        }
        if (answer.length() > sent) {
            Optional<Event> more = html.isPresent() ? blocks(html.get(), result.isPresent()) : text();
            if (more.isPresent()) {
                return more;
            }
        }
        return result.isPresent() && (html.isPresent() || answer.length() == sent)
                ? last(result.get())
                : Optional.empty();
    }

    /** All the text sent so far was the model's thought, which follows as such. */
    private Optional<Event> restart() {
        restarts = answer.restarts();
        sent = 0;
        blocks = List.of();
        return html.isPresent() ? blocks(0, List.of()) : event("restart", json -> {});
    }

    private Optional<Event> thought() {
        renderAgainAt = System.nanoTime() + RENDER_MILLIS * MILLI;
        String more = answer.thoughtFrom(thoughtSent);
        thoughtSent += more.length();
        return event("thought", json -> json.writeStringField("text", more));
    }

    private Optional<Event> text() {
        String more = answer.textFrom(sent, restarts);
        sent += more.length();
        return event("delta", json -> json.writeStringField("text", more));
    }

    /** The blocks that changed; empty if none did, or if it is too early to render again. */
    private Optional<Event> blocks(Markdown markdown, boolean last) {
        if (!last && isTooEarly()) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        String text = answer.text();
        List<String> rendered = markdown.blocks(text);
        long took = System.nanoTime() - now;
        renderAgainAt = now + Math.max(RENDER_MILLIS * MILLI, took * 5);
        sent = text.length();
        int from = 0;
        while (from < Math.min(rendered.size(), blocks.size())
                && rendered.get(from).equals(blocks.get(from))) {
            from++;
        }
        boolean same = from == rendered.size() && from == blocks.size();
        blocks = rendered;
        return same ? Optional.empty() : blocks(from, rendered.subList(from, rendered.size()));
    }

    private static Optional<Event> blocks(int from, List<String> changed) {
        return event("blocks", json -> {
            json.writeNumberField("from", from);
            json.writeArrayFieldStart("html");
            for (String block : changed) {
                json.writeString(block);
            }
            json.writeEndArray();
        });
    }

    /** Whether something to draw has just been sent; the next event is then asked for in time. */
    private boolean isTooEarly() {
        long wait = renderAgainAt - System.nanoTime();
        if (wait > 0) {
            later.accept(Math.max(1, wait / MILLI));
        }
        return wait > 0;
    }

    private Optional<Event> last(AnswerResult result) {
        over = true;
        return result.map(
                this::done, (status, detail) -> event("failed", json -> AnswerJson.failed(json, status, detail)));
    }

    private Optional<Event> done(WrittenMessage message) {
        return event("done", json -> {
            message.fields().write(json);
            JsonBody.field(json, "html", html.map(markdown -> markdown.html(message.content())));
        });
    }

    private static Optional<Event> event(String name, JsonBody fields) {
        return Optional.of(new Event(name, JsonBody.text(JsonBody.object(fields))));
    }
}
