package org.parley.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.platform.Problems;
import org.parley.platform.RestPaths;
import org.parley.store.StoreFailures;

/**
 * Answers 503 with {@code Retry-After} when the database is away and nobody can be recognised: a problem on REST paths,
 * else {@link AwayPage}, because a Faces page could need the very session that cannot be read. Never a redirect to the login page: nobody was logged out.
 */
@ApplicationScoped
public class Unavailable {
    private static final Logger LOG = Logger.getLogger(Unavailable.class.getName());

    private final Operations operations;
    private final AwayPage away;

    /** For the client proxy. */
    protected Unavailable() {
        this(null, null);
    }

    @Inject
    Unavailable(Operations operations, AwayPage away) {
        this.operations = operations;
        this.away = away;
    }

    /**
     * Answers the request, unless its answer has already begun.
     *
     * @throws IOException if the client is gone
     */
    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ProblemException problem = ProblemException.storeAway();
        if (RestPaths.isRest(RestPaths.called(request))) {
            record(request, problem.status());
            Problems.write(response, problem.status(), problem.getMessage(), problem.headers());
            return;
        }
        byte[] page = away.html(request).getBytes(StandardCharsets.UTF_8);
        response.reset();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
        response.getOutputStream().close();
    }

    /** The audit log may be away as well; then there is nowhere to write to, and the answer matters more. */
    private void record(HttpServletRequest request, int status) {
        try {
            operations.completed(request, status);
        } catch (RuntimeException e) {
            if (!StoreFailures.isAway(e)) {
                throw e;
            }
            LOG.log(Level.FINE, "A refusal was not recorded", e);
        }
    }
}
