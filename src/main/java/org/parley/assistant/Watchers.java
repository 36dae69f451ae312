package org.parley.assistant;

import com.mongodb.MongoException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.answer.Answer;
import org.parley.answer.Ending;
import org.parley.answer.Workers;
import org.parley.markdown.Markdown;
import org.parley.platform.Afterwards;
import org.parley.platform.ProblemException;
import org.parley.platform.Problems;
import org.parley.store.StoreReady;

/**
 * Whoever watches answers at this node. An open stream takes no thread while it waits. Every two seconds it is looked
 * whether the person who opened it is still signed in; who is not, sees nothing more.
 */
@ApplicationScoped
class Watchers {
    private static final Logger LOG = Logger.getLogger(Watchers.class.getName());
    private static final long LOOK_MILLIS = 2_000;

    private final Set<AnswerStream> open = ConcurrentHashMap.newKeySet();
    private final Workers workers;
    private final Markdown markdown;

    /** For the client proxy. */
    Watchers() {
        this(null, null);
    }

    @Inject
    Watchers(Workers workers, Markdown markdown) {
        this.workers = workers;
        this.markdown = markdown;
    }

    void onReady(@Observes StoreReady ready) {
        workers.later(LOOK_MILLIS, this::look);
    }

    /** Sends an answer as events while it grows, from when the request has left its resource. */
    void events(AnswerStream stream, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // or a proxy would collect the events
        Afterwards.of(request, () -> {
            open.add(stream);
            stream.open(workers, markdown, () -> open.remove(stream));
        });
    }

    /** Sends an answer as JSON when it is whole, or why there is none. */
    void whole(Answer answer, AsyncResponse later) {
        whenEnded(answer.whenEnded(), ending -> {
            Response response = ending.map(
                    message -> Response.ok(message.toString()).build(),
                    (status, detail) -> Problems.response(new ProblemException(status, detail)));
            later.resume(response);
        });
    }

    /** Has whoever waits for a whole answer told of its end, in a thread of their own. */
    void whenEnded(CompletionStage<Ending> answer, Consumer<Ending> then) {
        answer.thenAcceptAsync(then, workers::run);
    }

    private void look() {
        try {
            open.forEach(AnswerStream::keepAlive); // also while the database is away
            open.forEach(AnswerStream::check);
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away", e);
        } finally {
            workers.later(LOOK_MILLIS, this::look);
        }
    }
}
