package org.parley.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.parley.platform.ProblemException;

/**
 * A message to be stored, already checked.
 *
 * @param role who speaks
 * @param content the text
 * @param timestamp when it was said
 * @param model the model that said it
 * @param metrics what the answer cost
 * @param parent the {@code seq} of the message it continues, -1 if it begins the conversation again; empty for the
 *     newest message at the time it is stored
 * @param finishReason why the answer is incomplete
 * @param thought what the model thought before it
 * @param enclosures what comes with it
 * @param id its id; empty until one is drawn
 * @param imported fields of an imported message that have no field of their own here
 */
public record NewMessage(
        Role role,
        String content,
        Instant timestamp,
        Optional<String> model,
        Optional<Map<String, Object>> metrics,
        Optional<Integer> parent,
        Optional<FinishReason> finishReason,
        Optional<Thought> thought,
        Enclosures enclosures,
        Optional<String> id,
        Map<String, Object> imported) {
    /** The field of a stored message that holds what was imported. */
    private static final String IMPORTED = "import";

    /** The largest metric: thousands of them, summed, fit the database's integers. */
    public static final double MAX_METRIC = 1e15;

    /** The largest content that a client may send, in bytes of UTF-8. */
    public static final int MAX_CONTENT_BYTES = 1024 * 1024;

    /**
     * Returns the content.
     *
     * @param field its name in the body, for the error
     * @throws ProblemException 413 if it is larger than {@link #MAX_CONTENT_BYTES}
     */
    public static String checkSize(String field, String content) {
        if (content.length() > MAX_CONTENT_BYTES
                || content.getBytes(StandardCharsets.UTF_8).length > MAX_CONTENT_BYTES) {
            throw new ProblemException(413, field + ": is larger than 1 MiB. Split it into several messages");
        }
        return content;
    }

    /** A message without an id. */
    public NewMessage(
            Role role,
            String content,
            Instant timestamp,
            Optional<String> model,
            Optional<Map<String, Object>> metrics,
            Optional<Integer> parent,
            Optional<FinishReason> finishReason) {
        this(
                role,
                content,
                timestamp,
                model,
                metrics,
                parent,
                finishReason,
                Optional.empty(),
                Enclosures.NONE,
                Optional.empty(),
                Map.of());
    }

    /** A message that continues the newest one, without model and metrics. */
    public NewMessage(Role role, String content, Instant timestamp) {
        this(role, content, timestamp, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same message under an id. */
    public NewMessage withId(String given) {
        return with(parent, thought, enclosures, Optional.of(given));
    }

    /** The same message as a continuation of another one. */
    public NewMessage withParent(Optional<Integer> given) {
        return with(given, thought, enclosures, id);
    }

    /** The same message with a thought. */
    public NewMessage withThought(Optional<Thought> given) {
        return with(parent, given, enclosures, id);
    }

    /** The same message with what comes with it. */
    public NewMessage withEnclosures(Enclosures given) {
        return with(parent, thought, given, id);
    }

    private NewMessage with(
            Optional<Integer> other, Optional<Thought> before, Enclosures beside, Optional<String> under) {
        return new NewMessage(
                role, content, timestamp, model, metrics, other, finishReason, before, beside, under, imported);
    }

    /** The document to store; the message must have an id. */
    public Document document() {
        Document document = new Document("role", role.wire())
                .append("content", content)
                .append("timestamp", Date.from(timestamp))
                .append("id", id.orElseThrow());
        model.ifPresent(name -> document.append("model", name));
        metrics.ifPresent(values -> document.append("metrics", new Document(values)));
        parent.ifPresent(seq -> document.append(Branches.PARENT, seq));
        finishReason.ifPresent(reason -> document.append("finish_reason", reason.wire()));
        if (thought.isPresent()) {
            document.append(Thought.TEXT, thought.get().text());
            thought.get().seconds().ifPresent(seconds -> document.append(Thought.SECONDS, seconds));
        }
        enclosures.appendTo(document);
        if (!imported.isEmpty()) {
            document.append(IMPORTED, new Document(imported));
        }
        return document;
    }

    /** A metric as a number, 0 if it is absent. */
    public Number metric(String name) {
        return metrics.map(values -> values.get(name)).orElse(null) instanceof Number number ? number : 0;
    }
}
