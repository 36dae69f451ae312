package org.parley.message;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.parley.bson.BsonSize;
import org.parley.platform.Instants;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/** Reads and checks the messages in request bodies. */
public final class MessageInput {
    private static final int MAX_MODEL_LENGTH = 200;
    private static final int MAX_METRICS_BYTES = 64 * 1024;
    private static final Set<String> KNOWN_METRICS =
            Set.of("totalTime", "totalTokens", "promptTokens", "completionTokens", "tokensPerSecond");

    private MessageInput() {}

    /**
     * Reads one message.
     *
     * @param prefix what to put before a field's name in an error: empty, or {@code messages[3].}
     * @throws ProblemException 400 that names the field, or 413 when the content is larger than 1 MiB, or what comes with it larger
     *     than 2 MiB
     */
    public static NewMessage message(String prefix, JsonObject json, Clock clock) {
        return new NewMessage(
                        role(prefix + "role", json.get("role")),
                        content(prefix + "content", json.get("content")),
                        timestamp(prefix + "timestamp", json.get("timestamp"), clock),
                        model(prefix + "model", json.get("model")),
                        metrics(prefix + "metrics", json.get("metrics")),
                        parent(prefix + Branches.PARENT, json.get(Branches.PARENT)),
                        finishReason(prefix + "finish_reason", json.get("finish_reason")))
                .withThought(thought(prefix, json))
                .withEnclosures(new EnclosuresInput(prefix, json).read());
    }

    /**
     * Reads a list of messages; absent and null are none. A parent must come before its message in the list, and at
     * most {@value Branches#MAX} messages may continue another one than the one before them.
     */
    public static List<NewMessage> messages(JsonValue value, Clock clock) {
        if (isAbsent(value)) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw ProblemException.badField("messages", "must be an array");
        }
        List<NewMessage> messages = new ArrayList<>(array.size());
        int branches = 0;
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonObject object)) {
                throw ProblemException.badField("messages[" + i + "]", "must be an object");
            }
            NewMessage message = message("messages[" + i + "].", object, clock);
            branches += isBranch(i, message.parent()) ? 1 : 0;
            if (branches > Branches.MAX) {
                throw ProblemException.badField("messages", "hold more than " + Branches.MAX + " branches");
            }
            messages.add(message);
        }
        return messages;
    }

    /** Whether a field is missing or null. */
    public static boolean isAbsent(JsonValue value) {
        return value == null || value == JsonValue.NULL;
    }

    private static boolean isBranch(int seq, Optional<Integer> parent) {
        if (parent.isPresent() && parent.get() >= seq) {
            throw ProblemException.badField("messages[" + seq + "].parent", "must be the place of an earlier message");
        }
        return parent.isPresent() && Branches.isBranch(seq, parent.get());
    }

    private static Role role(String field, JsonValue value) {
        String word = isAbsent(value) ? "" : JsonInput.text(field, value);
        return Role.of(word)
                .orElseThrow(() -> ProblemException.badField(field, "must be user, assistant, system or tool"));
    }

    private static String content(String field, JsonValue value) {
        if (isAbsent(value)) {
            throw ProblemException.badField(field, "is missing; it must be a string");
        }
        String content = JsonInput.text(field, value);
        return NewMessage.checkSize(field, content);
    }

    private static Instant timestamp(String field, JsonValue value, Clock clock) {
        if (isAbsent(value)) {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
        return Instants.parse(JsonInput.text(field, value))
                .orElseThrow(() ->
                        ProblemException.badField(field, "must be a date and time such as 2024-01-15T10:30:00.000Z"));
    }

    private static Optional<String> model(String field, JsonValue value) {
        if (isAbsent(value)) {
            return Optional.empty();
        }
        String model = JsonInput.text(field, value);
        if (model.codePointCount(0, model.length()) > MAX_MODEL_LENGTH) {
            throw ProblemException.badField(field, "is longer than " + MAX_MODEL_LENGTH + " characters");
        }
        return Optional.of(model);
    }

    private static Optional<Integer> parent(String field, JsonValue value) {
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (value instanceof JsonNumber number
                && JsonInput.number(field, number) instanceof Integer parent
                && parent >= Branches.NONE) {
            return Optional.of(parent);
        }
        throw ProblemException.badField(field, "must be the seq of a message, or -1 to begin anew");
    }

    private static Optional<Thought> thought(String prefix, JsonObject json) {
        JsonValue text = json.get(Thought.TEXT);
        JsonValue seconds = json.get(Thought.SECONDS);
        Optional<Double> duration = Optional.empty();
        if (!isAbsent(seconds)) {
            if (!(seconds instanceof JsonNumber number) || !Thought.isDuration(number.doubleValue())) {
                throw ProblemException.badField(prefix + Thought.SECONDS, "must be a number of seconds");
            }
            duration = Optional.of(number.doubleValue());
        }
        if (isAbsent(text)) {
            return Optional.empty();
        }
        String thought = NewMessage.checkSize(prefix + Thought.TEXT, JsonInput.text(prefix + Thought.TEXT, text));
        return thought.isBlank() ? Optional.empty() : Optional.of(new Thought(thought, duration));
    }

    private static Optional<FinishReason> finishReason(String field, JsonValue value) {
        if (isAbsent(value)) {
            return Optional.empty();
        }
        Optional<FinishReason> reason = FinishReason.of(JsonInput.text(field, value));
        if (reason.isEmpty()) {
            throw ProblemException.badField(field, "must be stopped, interrupted, length or content_filter");
        }
        return reason;
    }

    private static Optional<Map<String, Object>> metrics(String field, JsonValue value) {
        if (isAbsent(value)) {
            return Optional.empty();
        }
        Document metrics = JsonInput.object(field, value);
        for (String name : KNOWN_METRICS) {
            JsonValue metric = value.asJsonObject().get(name);
            boolean number =
                    metric instanceof JsonNumber n && n.doubleValue() >= 0 && n.doubleValue() <= NewMessage.MAX_METRIC;
            if (!isAbsent(metric) && !number) {
                throw ProblemException.badField(field + "." + name, "must be a number from 0 to 10^15");
            }
        }
        if (BsonSize.of(metrics) > MAX_METRICS_BYTES) {
            throw ProblemException.badField(field, "is larger than 64 KiB");
        }
        metrics.values().removeIf(Objects::isNull);
        return Optional.of(metrics);
    }
}
