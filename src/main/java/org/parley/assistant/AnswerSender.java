package org.parley.assistant;

import com.mongodb.MongoException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.answer.Answer;
import org.parley.answer.AnswerExecutor;
import org.parley.answer.AnswerResult;
import org.parley.markdown.Markdown;
import org.parley.platform.AfterRequest;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Problems;
import org.parley.store.StoreReady;

/**
 * Sends answers to this node's clients: as JSON at the end, or as events while they grow. An open stream takes no thread
 * while it waits. Every second each stream is checked, and closed if its user is no longer signed in.
 */
@Component
class AnswerSender {
    private static final Logger LOG = Logger.getLogger(AnswerSender.class.getName());
    private static final long CHECK_MILLIS = 1_000;

    private final Set<AnswerStream> open = ConcurrentHashMap.newKeySet();
    private final AnswerExecutor executor;
    private final Markdown markdown;

    @Inject
    AnswerSender(AnswerExecutor executor, Markdown markdown) {
        this.executor = executor;
        this.markdown = markdown;
    }

    void onReady(@Observes StoreReady ready) {
        executor.later(CHECK_MILLIS, this::check);
    }

    /** Sends an answer as events while it grows, starting when the resource method has returned. */
    void stream(AnswerStream stream, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // otherwise a proxy would buffer the events
        AfterRequest.schedule(request, () -> {
            open.add(stream);
            stream.open(executor, markdown, () -> open.remove(stream));
        });
    }

    /** Waits for the end of an answer and sends it as JSON, or the reason why there is none. */
    void whole(Answer answer, AsyncResponse later) {
        answer.whenEnded().thenAcceptAsync(result -> later.resume(response(result)), executor::run);
    }

    /** Sends 204 when an answer has been stopped and stored. */
    void stopped(CompletionStage<Void> stopping, AsyncResponse later) {
        stopping.thenRunAsync(() -> later.resume(Response.noContent().build()), executor::run);
    }

    private static Response response(AnswerResult result) {
        return result.map(
                message -> Response.ok(message.json()).build(),
                (status, detail) -> Problems.response(new ProblemException(status, detail)));
    }

    private void check() {
        try {
            open.forEach(AnswerStream::keepAlive); // needs no database
            open.forEach(AnswerStream::check);
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away", e);
        } finally {
            executor.later(CHECK_MILLIS, this::check);
        }
    }
}
