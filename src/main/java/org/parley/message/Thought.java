package org.parley.message;

import java.util.Map;
import java.util.Optional;

/**
 * What a model thought before its answer: shown folded, and never part of a preview, a title, or what a model is sent.
 *
 * @param text the thought
 * @param seconds how long the model thought, if it was measured
 */
public record Thought(String text, Optional<Double> seconds) {
    static final String TEXT = "reasoning";
    static final String SECONDS = "reasoning_time";

    /** Takes the thought out of the fields of a message from elsewhere; fields of other types stay there. */
    public static Optional<Thought> takenFrom(Map<String, Object> fields) {
        if (!(fields.get(TEXT) instanceof String text) || text.isBlank()) {
            return Optional.empty();
        }
        fields.remove(TEXT);
        Optional<Double> seconds = Optional.empty();
        if (fields.get(SECONDS) instanceof Number number && isDuration(number.doubleValue())) {
            fields.remove(SECONDS);
            seconds = Optional.of(number.doubleValue());
        }
        return Optional.of(new Thought(text, seconds));
    }

    static boolean isDuration(double seconds) {
        return seconds >= 0 && seconds <= NewMessage.MAX_METRIC;
    }
}
