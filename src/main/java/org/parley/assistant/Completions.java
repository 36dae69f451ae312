package org.parley.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bson.types.ObjectId;
import org.parley.answer.Answer;
import org.parley.answer.Answer.AnswerKey;
import org.parley.answer.AnswerService;
import org.parley.answer.AnswerService.Glance;
import org.parley.answer.Ending;
import org.parley.answer.Writing;
import org.parley.conversation.ConversationFacts;
import org.parley.conversation.ConversationFacts.Choices;
import org.parley.conversation.MessageService;
import org.parley.conversation.Role;
import org.parley.conversation.SpokenMessage;
import org.parley.model.Model;
import org.parley.model.Models;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/** Has messages answered, one answer at a time for each, and finds, joins and stops the answers that are being given. */
@ApplicationScoped
class Completions {
    static final String NO_MODEL =
            "No model is connected, so there is no answer to this yet. Your message is kept in this conversation.";

    static final String NO_MODEL_AT_ALL = "No model is connected, so there is no answer to this.";

    /** Answers that one person may have in the works, on all nodes together. */
    private static final int MOST_AT_ONCE = 8;

    private static final int TRIES = 5;

    private final MessageService messages;
    private final ConversationFacts facts;
    private final AnswerService answers;
    private final Contexts contexts;
    private final Titles titles;
    private final Models models;
    private final Clock clock;

    /** For the client proxy. */
    Completions() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    Completions(
            MessageService messages,
            ConversationFacts facts,
            AnswerService answers,
            Contexts contexts,
            Titles titles,
            Models models,
            Clock clock) {
        this.messages = messages;
        this.facts = facts;
        this.answers = answers;
        this.contexts = contexts;
        this.titles = titles;
        this.models = models;
        this.clock = clock;
    }

    /**
     * Has a message answered, or joins the answer that is being given to it.
     *
     * @param parent the {@code seq} of a user's message; empty for the newest message
     * @param model id of the model that is to answer; empty for the conversation's choice
     * @throws ProblemException 409 when that message is not a user's, 400 when there is no such message or model, 404
     *     when the conversation is not the caller's, 429 when too many answers are in the works
     */
    Answer answer(Caller caller, String conversationId, Optional<Integer> parent, Optional<String> model) {
        String userId = caller.userId();
        for (int i = 0; i < TRIES; i++) {
            int asked = question(userId, conversationId, parent);
            Optional<Answer> given = answers.to(userId, conversationId, asked);
            if (given.isPresent()) {
                return given.get();
            }
            Choices choices = facts.choices(userId, conversationId);
            Model chosen = choose(model, choices, caller);
            if (answers.count(userId) >= MOST_AT_ONCE) {
                throw new ProblemException(
                        429,
                        "You have " + MOST_AT_ONCE + " answers in the works. Wait until one of them is there",
                        List.of(),
                        Map.of("Retry-After", "5"));
            }
            AnswerKey key = new AnswerKey(
                    new ObjectId().toHexString(),
                    conversationId,
                    userId,
                    chosen.id(),
                    asked,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            Optional<Writing> begun = answers.begin(key);
            if (begun.isPresent()) {
                return begin(begun.get(), caller, chosen, choices, parent);
            }
        }
        throw new ProblemException(409, "The answer to this message has just changed. Look at it, and try again");
    }

    /** What is being answered for a user, newest first. */
    List<Glance> running(String userId) {
        return answers.running(userId, Optional.empty());
    }

    /** What is being answered in a conversation, newest first. */
    List<Glance> running(String userId, String conversationId) {
        facts.choices(userId, conversationId); // 404 for a stranger's
        return answers.running(userId, Optional.of(conversationId));
    }

    /** The newest answer that is being given in a conversation. */
    Optional<Answer> newest(String userId, String conversationId) {
        facts.choices(userId, conversationId);
        return answers.newest(userId, conversationId);
    }

    /**
     * Stops an answer, on whichever node it is given.
     *
     * @return completes when what there is of it is stored
     * @throws ProblemException 404 when it is not running
     */
    CompletionStage<Ending> stop(String userId, String conversationId, String id) {
        facts.choices(userId, conversationId);
        return answers.stop(userId, conversationId, id);
    }

    private Answer begin(Writing writing, Caller caller, Model chosen, Choices choices, Optional<Integer> parent) {
        AnswerKey key = writing.answer().key();
        try {
            // Another answer may have been stored after the question was looked at and before this one began.
            if (question(key.userId(), key.conversationId(), parent) != key.parent()) {
                throw new ProblemException(409, "The conversation has just changed. Look at it, and try again");
            }
            if (chosen.equals(Model.OFFLINE)) {
                writing.says(NO_MODEL);
                return writing.answer();
            }
            List<SpokenMessage> said = contexts.of(key.userId(), key.conversationId(), key.parent());
            if (choices.unnamed()
                    && said.stream()
                                    .filter(message -> message.role() == Role.USER)
                                    .count()
                            == 1) {
                String question = said.get(said.size() - 1).content();
                writing.whenKept(() ->
                        titles.name(key, chosen, question, writing.answer().text()));
            }
            writing.by(models.ask(
                    chosen, Contexts.instructions(caller, choices), Contexts.turns(said), writing.listener()));
            return writing.answer();
        } catch (RuntimeException e) {
            answers.abandon(writing, e);
            throw e;
        }
    }

    /** The {@code seq} of the message to be answered. */
    private int question(String userId, String conversationId, Optional<Integer> parent) {
        if (parent.filter(seq -> seq < 0).isPresent()) {
            throw ProblemException.badField("parent", "must be the seq of a user's message");
        }
        List<SpokenMessage> last =
                parent.isPresent() ? read(userId, conversationId, parent) : messages.newest(userId, conversationId, 1);
        if (last.isEmpty() || last.get(0).role() != Role.USER) {
            throw new ProblemException(
                    409,
                    parent.isPresent()
                            ? "There is nothing to answer: that message is not a user's"
                            : "There is nothing to answer: the newest message is not a user's");
        }
        return last.get(0).seq();
    }

    private List<SpokenMessage> read(String userId, String conversationId, Optional<Integer> parent) {
        try {
            return messages.context(userId, conversationId, parent, 1);
        } catch (ProblemException e) {
            if (e.status() == 400) { // it names what is read by, which nobody has sent
                throw ProblemException.badField("parent", "is no message of this conversation");
            }
            throw e;
        }
    }

    /** Who asks for a model by name gets it or a refusal; an older choice that is gone gives way to the next. */
    private Model choose(Optional<String> asked, Choices choices, Caller caller) {
        List<Model> available = models.available();
        if (asked.isPresent()) {
            return find(available, asked.get())
                    .orElseThrow(() -> ProblemException.badField("model", "is none of those in GET /models"));
        }
        return choices.model()
                .flatMap(id -> find(available, id))
                .or(() -> caller.preferences().model().flatMap(id -> find(available, id)))
                .orElse(available.get(0));
    }

    static Optional<Model> find(List<Model> available, String id) {
        return available.stream().filter(model -> model.id().equals(id)).findFirst();
    }
}
