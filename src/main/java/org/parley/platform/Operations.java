package org.parley.platform;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Fires one {@link Operation} per audited request, whether a resource, a filter, the authentication mechanism or a page
 * answers it.
 *
 * <p>{@link #actor}, {@link #token}, {@link #subject} and {@link #foreign} leave on the request what is known only while it runs. The
 * first call of {@code completed} counts; later ones for the same request do nothing.
 */
@Component
public class Operations {
    private static final String USER_ID = "org.parley.operation.userId";
    private static final String USERNAME = "org.parley.operation.username";
    private static final String TOKEN_ID = "org.parley.operation.tokenId";
    private static final String SUBJECT = "org.parley.operation.subject";
    private static final String FOREIGN = "org.parley.operation.foreign";
    private static final String DONE = "org.parley.operation.done";
    /** The name of a tag is what a user has written, which the log does not hold. */
    private static final String TAG = "/tags/{name}";

    private static final String SYSTEM = "system";
    private static final int USER_AGENT_LIMIT = 512;

    private final Event<Operation> events;
    private final Event<OperationBatch> batches;
    private final Proxies proxies;
    private final Clock clock;

    /** Fires on {@code events} and {@code batches}, with addresses from {@code proxies} and times from {@code clock}. */
    @Inject
    public Operations(Event<Operation> events, Event<OperationBatch> batches, Proxies proxies, Clock clock) {
        this.events = events;
        this.batches = batches;
        this.proxies = proxies;
        this.clock = clock;
    }

    /** Sets the caller. Either value may be null. */
    public static void actor(HttpServletRequest request, String userId, String username) {
        request.setAttribute(USER_ID, userId);
        request.setAttribute(USERNAME, username);
    }

    /** Sets the API token that the caller used. */
    public static void token(HttpServletRequest request, String id) {
        request.setAttribute(TOKEN_ID, id);
    }

    /** Sets the resource of the request, if its path does not name it. */
    public static void subject(HttpServletRequest request, String id) {
        request.setAttribute(SUBJECT, id);
    }

    /** Marks the 404 of this request as hiding another user's resource. */
    public static void foreign(HttpServletRequest request) {
        request.setAttribute(FOREIGN, Boolean.TRUE);
    }

    /** Whether requests of this method and path are recorded. */
    public boolean isAudited(HttpServletRequest request) {
        return Actions.of(request.getMethod(), RestPaths.resource(RestPaths.called(request)))
                .isPresent();
    }

    /** Records a REST request under the action of its method and path; ignores paths that are not audited. */
    public void completed(HttpServletRequest request, int status) {
        String resource = RestPaths.resource(RestPaths.called(request));
        Actions.of(request.getMethod(), resource).ifPresent(action -> completed(request, action, status));
    }

    /**
     * Records a request under the given action.
     *
     * @param action such as {@code auth.login} for the login page, or {@code access.denied}
     * @param status the HTTP status of the response
     */
    public void completed(HttpServletRequest request, String action, int status) {
        if (request.getAttribute(DONE) != null) {
            return;
        }
        request.setAttribute(DONE, Boolean.TRUE);
        boolean foreign = request.getAttribute(FOREIGN) != null;
        Optional<String> subject = text(request, SUBJECT);
        Optional<String> id = subject.isPresent() ? subject : idIn(RestPaths.resource(RestPaths.called(request)));
        events.fire(operation(request, action, id, status, foreign, false));
    }

    /**
     * One of the changes of a request that is about several resources.
     *
     * @param action the action of the same change alone
     * @param id the resource
     * @param status what the change alone would have been answered
     * @param foreign whether a 404 hides another user's resource
     */
    public record Part(String action, String id, int status, boolean foreign) {}

    /** Records a request by its parts; it gets no entry of its own, unless there are none. */
    public void completed(HttpServletRequest request, List<Part> parts) {
        if (parts.isEmpty() || request.getAttribute(DONE) != null) {
            return;
        }
        request.setAttribute(DONE, Boolean.TRUE);
        batches.fire(new OperationBatch(parts.stream()
                .map(part -> operation(
                        request, part.action(), Optional.of(cut(part.id())), part.status(), part.foreign(), true))
                .toList()));
    }

    /** Records what this node has done by itself with conversations of a user. */
    public void completed(String action, String userId, List<String> ids) {
        batches.fire(new OperationBatch(ids.stream()
                .map(id -> new Operation(
                        action,
                        Actions.resourceType(action),
                        Optional.of(id),
                        Optional.of(userId),
                        Optional.empty(),
                        Optional.empty(),
                        SYSTEM,
                        SYSTEM,
                        200,
                        Outcome.SUCCESS,
                        Optional.empty(),
                        Optional.empty(),
                        clock.instant(),
                        false))
                .toList()));
    }

    private Operation operation(
            HttpServletRequest request,
            String action,
            Optional<String> id,
            int status,
            boolean foreign,
            boolean batch) {
        String type = Actions.resourceType(action);
        String path = RestPaths.called(request);
        return new Operation(
                action,
                type,
                id,
                text(request, USER_ID),
                text(request, USERNAME),
                text(request, TOKEN_ID),
                request.getMethod(),
                type.equals("tag") ? path.replaceFirst("/tags/.*", TAG) : path,
                status,
                Outcome.of(status, foreign),
                Optional.ofNullable(proxies.of(request).address()),
                userAgent(request),
                clock.instant(),
                batch);
    }

    /** The id behind the collection's name, cut to 64 characters because a client can send any text. */
    private static Optional<String> idIn(String resource) {
        String[] parts = resource.replaceFirst("^/(auth/(?=tokens/)|admin/(?=users/))", "/")
                .split("/", 4);
        if (parts.length < 3
                || !List.of("conversations", "projects", "trash", "tokens", "users")
                        .contains(parts[1])
                || parts[2].isEmpty()
                || List.of("stats", "batch").contains(parts[2])) {
            return Optional.empty();
        }
        return Optional.of(cut(parts[2]));
    }

    private static String cut(String id) {
        return id.substring(0, Math.min(64, id.length()));
    }

    private static Optional<String> userAgent(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("User-Agent"))
                .map(agent -> agent.substring(0, Math.min(USER_AGENT_LIMIT, agent.length())));
    }

    private static Optional<String> text(HttpServletRequest request, String attribute) {
        return Optional.ofNullable((String) request.getAttribute(attribute));
    }
}
