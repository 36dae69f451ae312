package org.parley.assistant;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parley.answer.Answer;
import org.parley.answer.AnswerResult;
import org.parley.message.ConversationKey;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/**
 * Answers for the page without scripts, which cannot stream. Each waiting request holds a thread of the server, and there
 * may be few of them (32 on WildFly with two processors), so only some requests wait; the others reload later.
 */
@Component
public class BlockingAnswers {
    private static final int MAX_WAITING = 8;
    private static final long TIMEOUT_SECONDS = 120;

    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    private final CompletionService completions;

    @Inject
    BlockingAnswers(CompletionService completions) {
        this.completions = completions;
    }

    /**
     * Has the newest message of a conversation answered and waits until the answer is stored, for at most two minutes.
     * Does not wait if {@value #MAX_WAITING} requests are waiting on this node. The answer continues either way.
     *
     * @return whether the answer is stored; false if it is still running
     * @throws ProblemException 409 if the newest message is not a user's, 404 if the user has no such conversation, 502
     *     or 504 if the model does not answer
     */
    public boolean answer(Caller caller, ConversationKey conversation) {
        Answer answer = completions.answer(caller, conversation, CompletionRequest.NEWEST);
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            AnswerResult result = answer.whenEnded().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            Optional<ProblemException> failure = result.map(
                    message -> Optional.empty(), (status, detail) -> Optional.of(new ProblemException(status, detail)));
            if (failure.isPresent()) {
                throw failure.get();
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(503, "The server is being stopped. Your message is kept");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.release();
        }
    }
}
