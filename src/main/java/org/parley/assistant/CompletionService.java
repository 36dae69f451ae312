package org.parley.assistant;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bson.types.ObjectId;
import org.parley.answer.Answer;
import org.parley.answer.AnswerKey;
import org.parley.answer.AnswerService;
import org.parley.answer.AnswerService.Snapshot;
import org.parley.answer.AnswerWriter;
import org.parley.conversation.AssistantMetadata;
import org.parley.conversation.AssistantMetadata.Choices;
import org.parley.conversation.MessageService;
import org.parley.message.ConversationKey;
import org.parley.message.Role;
import org.parley.message.SpokenMessage;
import org.parley.model.Model;
import org.parley.model.Models;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Retries;
import org.parley.security.Caller;

/** Has messages of conversations answered, one answer to a message at a time; finds, joins and stops running answers. */
@Component
class CompletionService {
    /** Running answers for each user, on all nodes together. */
    private static final int MAX_RUNNING = 8;

    private static final Retries RETRIES = Retries.atMost(5);

    private final MessageService messages;
    private final AssistantMetadata metadata;
    private final AnswerService answers;
    private final Prompts prompts;
    private final Titles titles;
    private final ModelChoice choice;
    private final Models models;
    private final Clock clock;

    @Inject
    CompletionService(
            MessageService messages,
            AssistantMetadata metadata,
            AnswerService answers,
            Prompts prompts,
            Titles titles,
            ModelChoice choice,
            Models models,
            Clock clock) {
        this.messages = messages;
        this.metadata = metadata;
        this.answers = answers;
        this.prompts = prompts;
        this.titles = titles;
        this.choice = choice;
        this.models = models;
        this.clock = clock;
    }

    /**
     * Has a message answered, or joins the running answer to it.
     *
     * @throws ProblemException 409 if the message is not a user's, 400 if there is no such message or model, 404 if the
     *     conversation is not the caller's, 429 if eight of the caller's answers are running
     */
    Answer answer(Caller caller, ConversationKey conversation, CompletionRequest request) {
        return RETRIES.until(() -> joinOrBegin(caller, conversation, request))
                .orElseThrow(() -> new ProblemException(
                        409, "The answer to this message has just changed. Look at it, and try again"));
    }

    /** Empty if another request has begun the answer meanwhile. */
    private Optional<Answer> joinOrBegin(Caller caller, ConversationKey conversation, CompletionRequest request) {
        int question = question(conversation, request.parent());
        Optional<Answer> running = answers.to(conversation, question);
        if (running.isPresent()) {
            return running;
        }
        Choices choices = metadata.choices(conversation);
        Model model = choice.choose(request.model(), choices.model(), caller);
        if (answers.count(conversation.userId()) >= MAX_RUNNING) {
            throw TooManyAnswers.refusal(MAX_RUNNING);
        }
        AnswerKey key = new AnswerKey(
                new ObjectId().toHexString(),
                conversation.hex(),
                conversation.userId(),
                model.id(),
                question,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return answers.begin(key).map(writer -> begin(writer, caller, model, choices, request.parent()));
    }

    /** A user's running answers, newest first. */
    List<Snapshot> running(String userId) {
        return answers.running(userId);
    }

    /** A conversation's running answers, newest first. */
    List<Snapshot> running(ConversationKey conversation) {
        requireOwner(conversation);
        return answers.running(conversation);
    }

    /** The newest running answer of a conversation. */
    Optional<Answer> newest(ConversationKey conversation) {
        requireOwner(conversation);
        return answers.newest(conversation);
    }

    /**
     * Stops an answer on whichever node generates it.
     *
     * @return completes when the text so far is stored
     * @throws ProblemException 404 if the answer is not running
     */
    CompletionStage<Void> stop(ConversationKey conversation, String id) {
        requireOwner(conversation);
        return answers.stop(conversation, id);
    }

    private Answer begin(AnswerWriter writer, Caller caller, Model model, Choices choices, Optional<Integer> parent) {
        AnswerKey key = writer.answer().key();
        try {
            // Another answer may have been stored between reading the question and inserting this answer.
            if (question(key.conversation(), parent) != key.parent()) {
                throw new ProblemException(409, "The conversation has just changed. Look at it, and try again");
            }
            if (model.equals(Model.OFFLINE)) {
                writer.fixedText(OfflineReply.KEPT);
                return writer.answer();
            }
            List<SpokenMessage> history = prompts.history(key.conversation(), key.parent());
            if (choices.unnamed()) {
                String question = Prompts.questions(history);
                writer.whenStored(
                        () -> titles.name(key, model, question, writer.answer().text()));
            }
            writer.setCall(models.ask(
                    model, prompts.instructions(caller, choices), Prompts.turns(history), writer.listener()));
            return writer.answer();
        } catch (RuntimeException e) {
            answers.abandon(writer, e);
            throw e;
        }
    }

    /** The {@code seq} of the message to answer. */
    private int question(ConversationKey conversation, Optional<Integer> parent) {
        if (parent.filter(seq -> seq < 0).isPresent()) {
            throw ProblemException.badField("parent", "must be the seq of a user's message");
        }
        List<SpokenMessage> last = parent.isPresent() ? read(conversation, parent) : messages.newest(conversation, 1);
        if (last.isEmpty() || last.get(0).role() != Role.USER) {
            throw new ProblemException(
                    409,
                    parent.isPresent()
                            ? "There is nothing to answer: that message is not a user's"
                            : "There is nothing to answer: the newest message is not a user's");
        }
        return last.get(0).seq();
    }

    private List<SpokenMessage> read(ConversationKey conversation, Optional<Integer> parent) {
        try {
            return messages.context(conversation, parent, 1);
        } catch (ProblemException e) {
            if (e.status() == 400) { // it names a parameter that the client did not send
                throw ProblemException.badField("parent", "is no message of this conversation");
            }
            throw e;
        }
    }

    /** Throws a 404 if the conversation is not the user's. */
    private void requireOwner(ConversationKey conversation) {
        metadata.choices(conversation);
    }
}
