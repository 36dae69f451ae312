package org.parley.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;

/**
 * Fires one {@link Operation} per audited request, whoever answers it: a resource, a filter, the authentication
 * mechanism or a page.
 *
 * <p>What is known only on the way (who, on what) is left on the request by {@link #actor}, {@link #subject} and
 * {@link #foreign}. The first call of {@code completed} wins; later ones for the same request do nothing.
 */
@ApplicationScoped
public class Operations {
    private static final String USER_ID = "org.parley.operation.userId";
    private static final String USERNAME = "org.parley.operation.username";
    private static final String SUBJECT = "org.parley.operation.subject";
    private static final String FOREIGN = "org.parley.operation.foreign";
    private static final String DONE = "org.parley.operation.done";
    private static final int USER_AGENT_LIMIT = 512;

    private final Event<Operation> events;
    private final Clock clock;

    /** For the client proxy. */
    protected Operations() {
        this(null, null);
    }

    /** Fires on {@code events}, with times of {@code clock}. */
    @Inject
    public Operations(Event<Operation> events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Says who asks. Either may be null. */
    public static void actor(HttpServletRequest request, String userId, String username) {
        request.setAttribute(USER_ID, userId);
        request.setAttribute(USERNAME, username);
    }

    /** Says which resource the request is about, when its path does not. */
    public static void subject(HttpServletRequest request, String id) {
        request.setAttribute(SUBJECT, id);
    }

    /** Says that the 404 of this request hides something that belongs to somebody else. */
    public static void foreign(HttpServletRequest request) {
        request.setAttribute(FOREIGN, Boolean.TRUE);
    }

    /** Records a REST request under the action its method and path stand for; not audited paths are passed over. */
    public void completed(HttpServletRequest request, int status) {
        String resource = RestPaths.resource(RestPaths.called(request));
        Actions.of(request.getMethod(), resource).ifPresent(action -> completed(request, action, status));
    }

    /**
     * Records a request under a given action.
     *
     * @param action such as {@code auth.login} for the login page, or {@code access.denied}
     * @param status the HTTP status that is about to be answered
     */
    public void completed(HttpServletRequest request, String action, int status) {
        if (request.getAttribute(DONE) != null) {
            return;
        }
        request.setAttribute(DONE, Boolean.TRUE);
        String path = RestPaths.called(request);
        boolean foreign = request.getAttribute(FOREIGN) != null;
        boolean user = action.startsWith("auth.");
        String subject = (String) request.getAttribute(SUBJECT);
        events.fire(new Operation(
                action,
                user ? "user" : "conversation",
                subject != null || user ? subject : conversationOf(RestPaths.resource(path)),
                (String) request.getAttribute(USER_ID),
                (String) request.getAttribute(USERNAME),
                request.getMethod(),
                path,
                status,
                Outcome.of(status, foreign),
                request.getRemoteAddr(),
                userAgent(request),
                clock.instant()));
    }

    /** The id in {@code /conversations/{id}…}, cut to 64 characters because it may be anything. */
    private static String conversationOf(String resource) {
        String[] parts = resource.split("/", 4);
        if (parts.length < 3 || !"conversations".equals(parts[1]) || parts[2].isEmpty() || "stats".equals(parts[2])) {
            return null;
        }
        return parts[2].substring(0, Math.min(64, parts[2].length()));
    }

    private static String userAgent(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return agent == null || agent.length() <= USER_AGENT_LIMIT ? agent : agent.substring(0, USER_AGENT_LIMIT);
    }
}
