package org.parley.session;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.platform.Problems;
import org.parley.platform.RestPaths;
import org.parley.store.StoreFailures;

/**
 * Answers 503 with {@code Retry-After} when the database is unavailable and the caller cannot be identified: a problem
 * on REST paths, otherwise {@link AwayPage}, because a Faces page could need the session that cannot be read. Never
 * redirects to the login page, because the user has not been logged out.
 */
@Component
public class Unavailable {
    private static final Logger LOG = Logger.getLogger(Unavailable.class.getName());

    private final Operations operations;
    private final AwayPage away;

    @Inject
    Unavailable(Operations operations, AwayPage away) {
        this.operations = operations;
        this.away = away;
    }

    /**
     * Answers the request, unless its response is committed.
     *
     * @throws IOException if the client has disconnected
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

    /** Ignores that the audit log may be unavailable as well; the response matters more. */
    private void record(HttpServletRequest request, int status) {
        try {
            operations.completed(request, status);
        } catch (RuntimeException e) {
            if (!StoreFailures.isAway(e)) {
                throw e;
            }
            LOG.log(Level.FINE, "A refused request was not recorded", e);
        }
    }
}
