package org.parley.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.types.ObjectId;
import org.parley.answer.Answer;
import org.parley.answer.Answer.AnswerKey;
import org.parley.answer.Ending;
import org.parley.answer.Metering;
import org.parley.conversation.FinishReason;
import org.parley.model.Model;
import org.parley.model.ModelCall;
import org.parley.model.ModelEnd;
import org.parley.model.ModelFailure;
import org.parley.model.ModelListener;
import org.parley.model.Models;
import org.parley.platform.Instants;
import org.parley.platform.JsonFactory;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/** Answers in chats that are stored nowhere: they live in this node's memory, and no longer than somebody listens. */
@ApplicationScoped
class TemporaryAnswers {
    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_CHARACTERS = 1024 * 1024;

    private final Map<String, AtomicInteger> byUser = new ConcurrentHashMap<>();
    private final Models models;
    private final Clock clock;

    /** For the client proxy. */
    TemporaryAnswers() {
        this(null, null);
    }

    @Inject
    TemporaryAnswers(Models models, Clock clock) {
        this.models = models;
        this.clock = clock;
    }

    /** An answer and how to end it. */
    record Started(Answer answer, Runnable cancel) {}

    /**
     * Has a chat answered.
     *
     * @throws ProblemException 400 when the model that is asked for is not there, 429 when too many are in the works
     */
    Started answer(Caller caller, TemporaryChat chat) {
        List<Model> available = models.available();
        Model model = chat.model()
                .map(id -> Completions.find(available, id)
                        .orElseThrow(() -> ProblemException.badField("model", "is none of those in GET /models")))
                .or(() -> caller.preferences().model().flatMap(id -> Completions.find(available, id)))
                .orElse(available.get(0));
        AtomicInteger mine = byUser.computeIfAbsent(caller.userId(), id -> new AtomicInteger());
        if (mine.incrementAndGet() > MOST_AT_ONCE) {
            mine.decrementAndGet();
            throw new ProblemException(
                    429,
                    "You have " + MOST_AT_ONCE + " answers in the works. Wait until one of them is there",
                    List.of(),
                    Map.of("Retry-After", "5"));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Answer answer =
                new Answer(new AnswerKey(new ObjectId().toHexString(), null, caller.userId(), model.id(), -1, now));
        answer.whenEnded().thenRun(mine::decrementAndGet);
        if (model.equals(Model.OFFLINE)) {
            answer.append(Completions.NO_MODEL_AT_ALL);
            answer.end(Ending.message(message(answer, Optional.empty(), null)));
            return new Started(answer, () -> {});
        }
        ModelCall call = models.ask(model, chat.instructions(), chat.turns(), listener(answer));
        answer.whenEnded().thenRun(call::cancel);
        return new Started(
                answer, () -> answer.end(Ending.message(message(answer, Optional.of(FinishReason.STOPPED), null))));
    }

    private ModelListener listener(Answer answer) {
        return new ModelListener() {
            private final Metering metering = new Metering();

            @Override
            public void onText(String text) {
                metering.token();
                answer.append(text);
                if (answer.length() > MOST_CHARACTERS) {
                    end(Optional.of(FinishReason.LENGTH), metering.unmeasured());
                }
            }

            @Override
            public void onEnd(ModelEnd end) {
                end(end.cutByLength() ? Optional.of(FinishReason.LENGTH) : Optional.empty(), metering.of(end));
            }

            @Override
            public void onFailure(ModelFailure failure) {
                if (answer.length() == 0) {
                    answer.end(Ending.failure(failure));
                } else {
                    end(Optional.of(FinishReason.INTERRUPTED), metering.unmeasured());
                }
            }

            private void end(Optional<FinishReason> reason, Map<String, Object> metrics) {
                answer.end(Ending.message(message(answer, reason, metrics)));
            }
        };
    }

    private JsonObject message(Answer answer, Optional<FinishReason> reason, Map<String, Object> metrics) {
        JsonObjectBuilder message = JsonFactory.object()
                .add("role", "assistant")
                .add("content", answer.text())
                .add("timestamp", Instants.format(clock.instant()))
                .add("model", answer.key().model());
        if (metrics != null) {
            JsonObjectBuilder figures = JsonFactory.object();
            metrics.forEach((name, value) -> {
                if (value instanceof Integer count) {
                    figures.add(name, count);
                } else {
                    figures.add(name, ((Number) value).doubleValue());
                }
            });
            message.add("metrics", figures);
        }
        reason.ifPresent(why -> message.add("finish_reason", why.wire()));
        return message.build();
    }
}
