package org.parley.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.parley.message.Thought;
import org.parley.model.ModelEnd;
import org.parley.reply.Ending;

/** Measures the time and tokens of one answer and of the thought before it; the clock starts when it is created. */
public final class AnswerMeter {
    private final long started = System.nanoTime();
    private volatile long firstThought;
    private volatile long firstText;

    /** Notes that text arrived. */
    public void text() {
        if (firstText == 0) {
            firstText = System.nanoTime();
        }
    }

    /** Notes that a part of a thought arrived. */
    public void thought() {
        if (firstThought == 0) {
            firstThought = System.nanoTime();
        }
    }

    /** Notes that what had arrived as text was a thought. */
    public void textWasThought() {
        firstThought = firstText;
        firstText = 0;
    }

    /** The thought with the seconds until the first text, or until now; empty if it is blank. */
    public Optional<Thought> thoughtOf(String words) {
        if (words.isBlank()) {
            return Optional.empty();
        }
        long end = firstText == 0 ? System.nanoTime() : firstText;
        double seconds = rounded(Math.max(0, end - firstThought) / 1e9);
        return Optional.of(new Thought(words.stripTrailing(), Optional.of(seconds)));
    }

    /** Seconds until the first token of the answer; empty if there was none. */
    OptionalDouble secondsToFirstToken() {
        return firstText == 0 ? OptionalDouble.empty() : OptionalDouble.of((firstText - started) / 1e9);
    }

    /** The metrics of an answer whose model reported no token counts. */
    public Map<String, Object> unmeasured() {
        return of(new ModelEnd(Ending.WHOLE, OptionalInt.empty(), OptionalInt.empty()));
    }

    /**
     * The metrics of a finished answer: seconds since the start, the model's token counts, and tokens per second since
     * the first token, the thought's included.
     */
    public Map<String, Object> of(ModelEnd end) {
        long now = System.nanoTime();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("totalTime", rounded((now - started) / 1e9));
        if (end.completionTokens().isPresent()) {
            int completion = end.completionTokens().getAsInt();
            double generating = (now - firstToken()) / 1e9;
            metrics.put("totalTokens", end.promptTokens().orElse(0) + completion);
            end.promptTokens().ifPresent(tokens -> metrics.put("promptTokens", tokens));
            metrics.put("completionTokens", completion);
            metrics.put("tokensPerSecond", rounded(completion / Math.max(0.001, generating)));
        }
        return metrics;
    }

    private long firstToken() {
        if (firstThought != 0) {
            return firstThought;
        }
        return firstText == 0 ? started : firstText;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
