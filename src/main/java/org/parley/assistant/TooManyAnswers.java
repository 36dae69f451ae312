package org.parley.assistant;

import java.util.List;
import java.util.Map;
import org.parley.platform.ProblemException;

/** Refuses a request because too many of the user's answers are running. */
final class TooManyAnswers {
    private TooManyAnswers() {}

    /** A 429 with {@code Retry-After: 5}. */
    static ProblemException refusal(int limit) {
        return new ProblemException(
                429,
                "You have " + limit + " answers in the works. Wait until one of them is there",
                List.of(),
                Map.of("Retry-After", "5"));
    }
}
