package org.parley.answer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bson.Document;
import org.parley.answer.Answer.AnswerKey;
import org.parley.platform.ProblemException;

/**
 * The answers that are being given, on whichever node: begins, finds, joins and stops them. Every call names the user;
 * whether a conversation is theirs is for whoever calls to ask first.
 */
@ApplicationScoped
public class AnswerService {
    private final AnswerRepository answers;
    private final RunningAnswers running;

    /** For the client proxy. */
    protected AnswerService() {
        this(null, null);
    }

    @Inject
    AnswerService(AnswerRepository answers, RunningAnswers running) {
        this.answers = answers;
        this.running = running;
    }

    /**
     * A look at an answer.
     *
     * @param text what was kept of it a moment ago
     */
    public record Glance(AnswerKey key, String text) {}

    /**
     * Begins an answer on this node; empty when one is being given to the same message.
     *
     * @return what a model is to tell; if none can be asked, {@link #abandon} it
     */
    public Optional<Writing> begin(AnswerKey key) {
        return answers.begin(key, running.node()) ? Optional.of(running.write(key)) : Optional.empty();
    }

    /** Forgets an answer that could not begin: whoever joined it meanwhile is told why. */
    public void abandon(Writing writing, RuntimeException why) {
        running.abandon(writing, why);
    }

    /** The answer that is being given to a message. */
    public Optional<Answer> to(String userId, String conversationId, int parent) {
        return answers.to(userId, conversationId, parent).map(running::of);
    }

    /** The newest answer that is being given in a conversation. */
    public Optional<Answer> newest(String userId, String conversationId) {
        return answers.running(userId, Optional.of(conversationId)).stream()
                .findFirst()
                .map(running::of);
    }

    /** What is being answered for a user, newest first; in one conversation, if one is given. */
    public List<Glance> running(String userId, Optional<String> conversationId) {
        return answers.running(userId, conversationId).stream()
                .map(found -> new Glance(RunningAnswers.key(found), found.getString("text")))
                .toList();
    }

    /** How many answers are being given to a user right now, on all nodes. */
    public long count(String userId) {
        return answers.count(userId);
    }

    /**
     * Stops an answer, on whichever node it is given.
     *
     * @return completes when what there is of it is stored
     * @throws ProblemException 404 when it is not running
     */
    public CompletionStage<Ending> stop(String userId, String conversationId, String id) {
        Document document = answers.running(userId, Optional.of(conversationId)).stream()
                .filter(found -> found.getString("_id").equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "This answer is not running"));
        Answer answer = running.of(document);
        if (running.stopHere(id).isEmpty() && !answers.requestStop(userId, conversationId, id)) {
            return CompletableFuture.completedFuture(null); // it ended this very moment
        }
        return answer.whenEnded();
    }
}
