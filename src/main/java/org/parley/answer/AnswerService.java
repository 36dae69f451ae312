package org.parley.answer;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/**
 * Starts, finds, joins and stops running answers on any node. Every call names the user; the caller checks first that the
 * conversation belongs to that user.
 */
@Component
public class AnswerService {
    private final AnswerRepository answers;
    private final RunningAnswers running;

    @Inject
    AnswerService(AnswerRepository answers, RunningAnswers running) {
        this.answers = answers;
        this.running = running;
    }

    /**
     * A snapshot of a running answer.
     *
     * @param text the text as of the last write, usually at most 200 ms old
     * @param thought what the model had thought by then
     */
    public record Snapshot(AnswerKey key, String text, String thought) {}

    /**
     * Starts an answer on this node; empty if one to the same message is running.
     *
     * @return the writer that takes the model's output; {@link #abandon} it if no model can be asked
     */
    public Optional<AnswerWriter> begin(AnswerKey key) {
        return answers.begin(key, running.node()) ? Optional.of(running.write(key)) : Optional.empty();
    }

    /** Discards an answer that could not start; readers who joined it meanwhile get the reason. */
    public void abandon(AnswerWriter writer, RuntimeException why) {
        running.abandon(writer, why);
    }

    /** The running answer to a message. */
    public Optional<Answer> to(ConversationKey conversation, int parent) {
        return answers.to(conversation, parent).map(running::of);
    }

    /** The newest running answer of a conversation. */
    public Optional<Answer> newest(ConversationKey conversation) {
        return answers.running(conversation).stream().findFirst().map(running::of);
    }

    /** A user's running answers in all conversations, newest first. */
    public List<Snapshot> running(String userId) {
        return snapshots(answers.running(userId));
    }

    /** The running answers of a conversation, newest first. */
    public List<Snapshot> running(ConversationKey conversation) {
        return snapshots(answers.running(conversation));
    }

    private static List<Snapshot> snapshots(List<StoredAnswer> found) {
        return found.stream()
                .map(answer -> new Snapshot(
                        answer.key(), answer.draft().text(), answer.draft().thought()))
                .toList();
    }

    /** How many answers are running for a user, on all nodes. */
    public long count(String userId) {
        return answers.count(userId);
    }

    /**
     * Stops an answer on whichever node generates it.
     *
     * @return completes when the text so far is stored
     * @throws ProblemException 404 if the answer is not running
     */
    public CompletionStage<Void> stop(ConversationKey conversation, String id) {
        StoredAnswer stored = answers.running(conversation).stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "This answer is not running"));
        Answer answer = running.of(stored);
        if (!running.stopHere(id) && !answers.requestStop(conversation, id)) {
            return CompletableFuture.completedFuture(null); // it ended between the two calls
        }
        return answer.whenEnded().thenAccept(result -> {});
    }
}
