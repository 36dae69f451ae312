package org.parley.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parley.answer.Answer;
import org.parley.answer.Ending;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/**
 * Answers for whoever can only wait until an answer is whole: a page without scripts. Each one who waits holds a thread of
 * the server, of which there may be few (32 on a WildFly with two processors); so only some may wait, and the others look
 * again later.
 */
@ApplicationScoped
public class WholeAnswers {
    private static final int MOST_WAITING = 8;
    private static final long PATIENCE_SECONDS = 120;

    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private final Completions completions;

    /** For the client proxy. */
    protected WholeAnswers() {
        this(null);
    }

    @Inject
    WholeAnswers(Completions completions) {
        this.completions = completions;
    }

    /**
     * Has the newest message of a conversation answered, and waits until the answer is stored, at most two minutes and
     * only while fewer than {@value #MOST_WAITING} wait at this node. An answer goes on without anybody waiting.
     *
     * @return whether it is stored; false when it is still being written
     * @throws ProblemException 409 if the newest message is not the user's, 404 if the user has no such conversation, 502
     *     or 504 when the model does not answer
     */
    public boolean answer(Caller caller, String conversationId) {
        Answer answer = completions.answer(caller, conversationId, Optional.empty(), Optional.empty());
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            Ending ending = answer.whenEnded().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Optional<ProblemException> failure = ending.map(
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
