package org.parley.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.message.WrittenMessage;
import org.parley.model.ModelEnd;
import org.parley.reply.Ending;

/** The end of an answer while the database refuses some steps: it is stored, counted and reported exactly once. */
class AnswerWriterTest {
    private static final WrittenMessage STORED =
            new WrittenMessage("Hello", "", json -> json.writeStringField("content", "Hello"));

    private final Answer answer = new Answer(new AnswerKey("a", "c", "u", "openai:m", 0, Instant.EPOCH));
    private final List<String> steps = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final AnswerWriter writer =
            new AnswerWriter(answer, new Answers(), new Messages(), Clock.systemUTC(), "node", () -> {});

    @Test
    void anAnswerIsSealedThenStoredThenCountedThenRemoved() {
        say();

        writer.tick();
        writer.tick();

        assertThat(steps).containsExactly("seal", "store", "think", "find", "remove");
        assertThat(told()).isEqualTo(STORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seal", "store", "think", "find", "remove"})
    void aStepThatTheDatabaseRefusesIsTriedAgainAndThoseBeforeItAreNotCountedTwice(String step) {
        refused.addAll(List.of(step, step));
        say();

        writer.tick();
        writer.tick();
        assertThat(writer.isOver()).isFalse();
        writer.tick();

        assertThat(steps).filteredOn("seal"::equals).hasSize(1);
        assertThat(steps).filteredOn("store"::equals).hasSize(1);
        assertThat(steps).filteredOn("think"::equals).hasSize(1);
        assertThat(steps).filteredOn("remove"::equals).hasSize(1);
        assertThat(told()).isEqualTo(STORED);
    }

    private void say() {
        writer.listener().onText("Hello");
        writer.listener().onEnd(new ModelEnd(Ending.WHOLE, OptionalInt.empty(), OptionalInt.of(1)));
    }

    private WrittenMessage told() {
        return answer.result().orElseThrow().map(message -> message, (status, detail) -> null);
    }

    /** Records a step unless the database refuses it. */
    private void step(String name) {
        if (refused.remove(name)) {
            throw new MongoException("away");
        }
        steps.add(name);
    }

    private final class Answers extends AnswerLeaseRepository {
        Answers() {
            super(null, null);
        }

        @Override
        boolean seal(String id, String node, FinishedAnswer finished) {
            step("seal");
            return true;
        }

        @Override
        void remove(String id, String node) {
            step("remove");
        }
    }

    private final class Messages extends AnswerMessages {
        private boolean there;

        Messages() {
            super(null, null);
        }

        @Override
        void store(AnswerKey key, FinishedAnswer finished, boolean tried) {
            if (there) {
                assertThat(tried).as("an earlier attempt succeeded").isTrue();
                return;
            }
            step("store");
            there = true;
        }

        @Override
        void addThinkingTime(AnswerKey key, double seconds) {
            step("think");
        }

        @Override
        Optional<WrittenMessage> find(AnswerKey key) {
            step("find");
            return Optional.of(STORED);
        }
    }
}
