package org.parley.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private final Answer answer = new Answer(new AnswerKey("a", "c", "u", "openai:m", 0, Instant.EPOCH));

    @Test
    void watchersAreToldOfEveryPieceAndOfTheEnd() {
        List<String> seen = new ArrayList<>();
        answer.watch(() -> seen.add(answer.text()));

        answer.append("a");
        answer.catchUp(new Draft("ab", ""));
        answer.catchUp(new Draft("a", ""));
        answer.end(AnswerResult.failure(502, "away"));

        assertThat(seen).containsExactly("", "a", "ab", "ab");
    }

    @Test
    void onlyTheFirstEndCountsAndNothingComesAfterIt() {
        answer.end(AnswerResult.failure(502, "away"));
        answer.end(AnswerResult.failure(504, "late"));
        answer.append("more");

        assertThat(answer.text()).isEmpty();
        assertThat(answer.result().orElseThrow().<Integer>map(message -> 200, (status, detail) -> status))
                .isEqualTo(502);
    }

    @Test
    void aRemovedWatcherIsNotCalledAgain() {
        List<String> seen = new ArrayList<>();
        Runnable watcher = () -> seen.add(answer.text());
        answer.watch(watcher);
        answer.unwatch(watcher);

        answer.append("a");

        assertThat(seen).containsExactly("");
    }

    @Test
    void textThatTurnsOutToBeTheThoughtBeginsAgain() {
        answer.append("Hm. ");
        answer.takeTextAsThought();
        answer.append("Four.");

        assertThat(answer.draft()).isEqualTo(new Draft("Four.", "Hm. "));
        assertThat(answer.textFrom(2, 0)).isEmpty();
        assertThat(answer.textFrom(2, answer.restarts())).isEqualTo("ur.");
    }

    @Test
    void aReaderOfAnotherNodeCatchesUpWhateverItMissedAndIgnoresWhatIsOlder() {
        answer.catchUp(new Draft("Hm", ""));
        answer.catchUp(new Draft("Fo", "Hm. "));
        answer.catchUp(new Draft("Hm. ", ""));
        answer.catchUp(new Draft("Four", "Hm. "));

        assertThat(answer.draft()).isEqualTo(new Draft("Four", "Hm. "));
        assertThat(answer.restarts()).isEqualTo(1);
    }
}
