package org.parley.assistant;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.types.ObjectId;
import org.parley.answer.Answer;
import org.parley.answer.AnswerKey;
import org.parley.answer.AnswerMeter;
import org.parley.answer.AnswerResult;
import org.parley.message.FinishReason;
import org.parley.message.Role;
import org.parley.message.Thought;
import org.parley.message.WrittenMessage;
import org.parley.model.Model;
import org.parley.model.ModelCall;
import org.parley.model.ModelEnd;
import org.parley.model.ModelFailure;
import org.parley.model.ModelListener;
import org.parley.model.Models;
import org.parley.platform.Component;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/** Answers in temporary chats: they are kept in this node's memory, only while a client reads them. */
@Component
class TemporaryAnswers {
    /** Running answers for each user on this node. */
    private static final int MAX_RUNNING = 4;

    private static final int MAX_CHARACTERS = 1024 * 1024;

    private final Map<String, Integer> runningByUser = new ConcurrentHashMap<>();
    private final ModelChoice choice;
    private final Models models;
    private final Clock clock;

    @Inject
    TemporaryAnswers(ModelChoice choice, Models models, Clock clock) {
        this.choice = choice;
        this.models = models;
        this.clock = clock;
    }

    /**
     * Has a chat answered.
     *
     * @throws ProblemException 400 if the requested model is not available, 429 if four of the user's temporary answers
     *     are running on this node
     */
    TemporaryAnswer begin(Caller caller, TemporaryChat chat) {
        Model model = choice.choose(chat.model(), Optional.empty(), caller);
        String user = caller.userId();
        Answer answer = new Answer(AnswerKey.temporary(
                new ObjectId().toHexString(), user, model.id(), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        if (runningByUser.merge(user, 1, Integer::sum) > MAX_RUNNING) {
            release(user);
            throw TooManyAnswers.refusal(MAX_RUNNING);
        }
        answer.whenEnded().thenRun(() -> release(user));
        if (model.equals(Model.OFFLINE)) {
            answer.append(OfflineReply.TEMPORARY);
            answer.end(AnswerResult.message(message(answer, Optional.empty(), Optional.empty(), Optional.empty())));
            return new TemporaryAnswer(answer, () -> {});
        }
        Collector collector = new Collector(answer);
        ModelCall call = models.ask(model, chat.instructions(), chat.turns(), collector);
        answer.whenEnded().thenRun(call::cancel);
        return new TemporaryAnswer(answer, collector::stop);
    }

    private void release(String user) {
        runningByUser.computeIfPresent(user, (id, running) -> running == 1 ? null : running - 1);
    }

    /** Collects a model's output in an answer that is not stored. */
    private final class Collector implements ModelListener {
        private final AnswerMeter meter = new AnswerMeter();
        private final Answer answer;

        Collector(Answer answer) {
            this.answer = answer;
        }

        @Override
        public void onThought(String piece) {
            meter.thought();
            if (answer.thoughtLength() < MAX_CHARACTERS) {
                answer.think(piece);
            }
        }

        @Override
        public void onText(String piece) {
            meter.text();
            answer.append(piece);
            if (answer.length() > MAX_CHARACTERS) {
                end(Optional.of(FinishReason.LENGTH), Optional.of(meter.unmeasured()));
            }
        }

        @Override
        public void onTextWasThought() {
            meter.textWasThought();
            answer.takeTextAsThought();
        }

        @Override
        public void onEnd(ModelEnd end) {
            end(AnswerResult.reason(end), Optional.of(meter.of(end)));
        }

        @Override
        public void onFailure(ModelFailure failure) {
            if (answer.length() == 0) {
                answer.end(AnswerResult.failure(failure));
            } else {
                end(Optional.of(FinishReason.INTERRUPTED), Optional.of(meter.unmeasured()));
            }
        }

        void stop() {
            end(Optional.of(FinishReason.STOPPED), Optional.empty());
        }

        private void end(Optional<FinishReason> reason, Optional<Map<String, Object>> metrics) {
            answer.end(AnswerResult.message(message(answer, meter.thoughtOf(answer.thought()), reason, metrics)));
        }
    }

    private WrittenMessage message(
            Answer answer,
            Optional<Thought> thought,
            Optional<FinishReason> reason,
            Optional<Map<String, Object>> metrics) {
        String text = answer.text();
        String now = Instants.format(clock.instant());
        return new WrittenMessage(text, thought.map(Thought::text).orElse(""), json -> {
            json.writeStringField("role", Role.ASSISTANT.wire());
            json.writeStringField("content", text);
            json.writeStringField("timestamp", now);
            json.writeStringField("model", answer.key().model());
            if (metrics.isPresent()) {
                figures(json, metrics.get());
            }
            JsonBody.field(json, "finish_reason", reason.map(FinishReason::wire));
            JsonBody.field(json, "reasoning", thought.map(Thought::text));
            Optional<Double> seconds = thought.flatMap(Thought::seconds);
            if (seconds.isPresent()) {
                json.writeNumberField("reasoning_time", seconds.get());
            }
        });
    }

    private static void figures(JsonGenerator json, Map<String, Object> metrics) throws IOException {
        json.writeObjectFieldStart("metrics");
        for (Map.Entry<String, Object> figure : metrics.entrySet()) {
            if (figure.getValue() instanceof Integer count) {
                json.writeNumberField(figure.getKey(), count);
            } else {
                json.writeNumberField(figure.getKey(), ((Number) figure.getValue()).doubleValue());
            }
        }
        json.writeEndObject();
    }
}
