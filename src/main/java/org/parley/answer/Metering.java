package org.parley.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.parley.model.ModelEnd;

/** Measures one answer, from the question on. */
public final class Metering {
    private final long asked = System.nanoTime();
    private volatile long firstToken;

    /** A piece of the answer came. */
    public void token() {
        if (firstToken == 0) {
            firstToken = System.nanoTime();
        }
    }

    /** Seconds from the question to the first token; empty when there was none. */
    OptionalDouble thinking() {
        return firstToken == 0 ? OptionalDouble.empty() : OptionalDouble.of((firstToken - asked) / 1e9);
    }

    /** What is known of an answer whose model did not say what it cost. */
    public Map<String, Object> unmeasured() {
        return of(new ModelEnd(false, OptionalInt.empty(), OptionalInt.empty()));
    }

    /** Seconds from the question to now; tokens as the model counts them, and how many came a second once it spoke. */
    public Map<String, Object> of(ModelEnd end) {
        long now = System.nanoTime();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("totalTime", rounded((now - asked) / 1e9));
        if (end.completionTokens().isPresent()) {
            int given = end.completionTokens().getAsInt();
            double speaking = (now - (firstToken == 0 ? asked : firstToken)) / 1e9;
            metrics.put("totalTokens", end.promptTokens().orElse(0) + given);
            end.promptTokens().ifPresent(tokens -> metrics.put("promptTokens", tokens));
            metrics.put("completionTokens", given);
            metrics.put("tokensPerSecond", rounded(given / Math.max(0.001, speaking)));
        }
        return metrics;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
