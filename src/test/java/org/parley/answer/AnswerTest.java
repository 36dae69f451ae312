package org.parley.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.answer.Answer.AnswerKey;

class AnswerTest {
    private final Answer answer = new Answer(new AnswerKey("a", "c", "u", "openai:m", 0, Instant.EPOCH));

    @Test
    void watchersAreToldOfEveryPieceAndOfTheEnd() {
        List<String> seen = new ArrayList<>();
        answer.watch(() -> seen.add(answer.text()));

        answer.append("a");
        answer.catchUp("ab");
        answer.catchUp("a");
        answer.end(Ending.failure(502, "away"));

        assertThat(seen).containsExactly("", "a", "ab", "ab");
    }

    @Test
    void onlyTheFirstEndCountsAndNothingComesAfterIt() {
        answer.end(Ending.failure(502, "away"));
        answer.end(Ending.failure(504, "late"));
        answer.append("more");

        assertThat(answer.text()).isEmpty();
        assertThat(answer.ending().orElseThrow().<Integer>map(message -> 200, (status, detail) -> status))
                .isEqualTo(502);
    }

    @Test
    void whoLooksAwayIsToldNothingMore() {
        List<String> seen = new ArrayList<>();
        Runnable watcher = () -> seen.add(answer.text());
        answer.watch(watcher);
        answer.unwatch(watcher);

        answer.append("a");

        assertThat(seen).containsExactly("");
    }
}
