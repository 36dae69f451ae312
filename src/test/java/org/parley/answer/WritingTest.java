package org.parley.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.answer.Answer.AnswerKey;
import org.parley.model.ModelEnd;

/** The end of an answer while the database refuses now and then: it is stored once, counted once and told once. */
class WritingTest {
    private static final JsonObject STORED =
            Json.createObjectBuilder().add("content", "Hello").build();

    private final Answer answer = new Answer(new AnswerKey("a", "c", "u", "openai:m", 0, Instant.EPOCH));
    private final List<String> steps = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Writing writing = new Writing(answer, new Answers(), new Kept(), Clock.systemUTC(), "node", () -> {});

    @Test
    void anAnswerIsSealedThenStoredThenCountedThenRemoved() {
        say();

        writing.tick();
        writing.tick();

        assertThat(steps).containsExactly("seal", "keep", "thought", "find", "remove");
        assertThat(told()).isEqualTo(STORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seal", "keep", "thought", "find", "remove"})
    void aStepThatTheDatabaseRefusesIsTriedAgainAndThoseBeforeItAreNotCountedTwice(String step) {
        refused.addAll(List.of(step, step));
        say();

        writing.tick();
        writing.tick();
        assertThat(writing.isOver()).isFalse();
        writing.tick();

        assertThat(steps).filteredOn("seal"::equals).hasSize(1);
        assertThat(steps).filteredOn("keep"::equals).hasSize(1);
        assertThat(steps).filteredOn("thought"::equals).hasSize(1);
        assertThat(steps).filteredOn("remove"::equals).hasSize(1);
        assertThat(told()).isEqualTo(STORED);
    }

    private void say() {
        writing.listener().onText("Hello");
        writing.listener().onEnd(new ModelEnd(false, OptionalInt.empty(), OptionalInt.of(1)));
    }

    private JsonObject told() {
        return answer.ending().orElseThrow().map(message -> message, (status, detail) -> null);
    }

    /** Notes what came through. */
    private void step(String name) {
        if (refused.remove(name)) {
            throw new MongoException("away");
        }
        steps.add(name);
    }

    private final class Answers extends AnswerRepository {
        @Override
        boolean seal(String id, String node, Finished finished) {
            step("seal");
            return true;
        }

        @Override
        void remove(String id, String node) {
            step("remove");
        }
    }

    private final class Kept extends Keeping {
        private boolean there;

        @Override
        void keep(AnswerKey key, Finished finished, boolean tried) {
            if (there) {
                assertThat(tried).as("an earlier try came through").isTrue();
                return;
            }
            step("keep");
            there = true;
        }

        @Override
        void thoughtFor(AnswerKey key, double seconds) {
            step("thought");
        }

        @Override
        Optional<JsonObject> find(AnswerKey key) {
            step("find");
            return Optional.of(STORED);
        }
    }
}
