package org.parley.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * The sessions as one request sees them. The authentication mechanism, which runs before every filter, and the session
 * filter share them through a request attribute, so that a session is read at most once per request, and only on
 * demand.
 */
public final class RequestSessions implements SessionRepository<MongoSession>, HttpSessionIdResolver {
    private static final String ATTRIBUTE = RequestSessions.class.getName();
    private static final int USER_AGENT_LIMIT = 512;

    private final MongoSessions store;
    private final HttpServletRequest request;
    private final Map<String, Optional<MongoSession>> known = new HashMap<>();
    private String sent;

    private RequestSessions(MongoSessions store, HttpServletRequest request) {
        this.store = store;
        this.request = request;
    }

    /** Returns the request's instance, creating it on the first call. */
    public static RequestSessions of(HttpServletRequest request, MongoSessions store) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestSessions sessions) {
            return sessions;
        }
        RequestSessions sessions = new RequestSessions(store, request);
        request.setAttribute(ATTRIBUTE, sessions);
        return sessions;
    }

    /**
     * The user of the session that the request's cookie names; empty without a cookie or after the session has ended.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public Optional<String> userId() {
        return store.cookie().in(request).map(this::findById).map(MongoSession::userId);
    }

    /**
     * The session that the request's cookie names; empty without a cookie, for an anonymous session and after the session
     * has ended.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public Optional<SignedIn> signedIn() {
        return store.cookie().in(request).map(this::findById).flatMap(MongoSession::signedIn);
    }

    /**
     * Returns a question, to be asked at any later time: the session that the request's cookie names now, under whichever
     * id, unless it has ended. Each time asks the database.
     *
     * @return a supplier that throws {@link com.mongodb.MongoException} if the database does not answer
     */
    public Supplier<Optional<SignedIn>> lasting() {
        Optional<String> id = store.cookie().in(request);
        Optional<SignedIn> now = signedIn();
        return () -> id.isEmpty() || now.isEmpty()
                ? Optional.empty()
                : store.findAgain(id.get(), now.get()).flatMap(MongoSession::signedIn);
    }

    /** Deletes the client's cookie; further calls do nothing. Has no effect once the response is committed. */
    public void takeCookieBack(HttpServletResponse response) {
        send(response, "", store.cookie().takingBack(request));
    }

    /** Whether a valid session has been read for this request. */
    boolean isRead() {
        return known.values().stream().anyMatch(Optional::isPresent);
    }

    @Override
    public MongoSession createSession() {
        String agent = request.getHeader("User-Agent");
        boolean tooLong = agent != null && agent.length() > USER_AGENT_LIMIT;
        return store.create(store.sender(request).address(), tooLong ? agent.substring(0, USER_AGENT_LIMIT) : agent);
    }

    @Override
    public MongoSession findById(String id) {
        return known.computeIfAbsent(id, store::find).orElse(null);
    }

    @Override
    public void save(MongoSession session) {
        String before = session.storedId();
        store.save(session);
        if (before != null) {
            known.put(before, Optional.empty());
        }
        known.put(session.getId(), Optional.of(session).filter(saved -> saved.storedId() != null));
    }

    @Override
    public void deleteById(String id) {
        store.delete(id);
        known.put(id, Optional.empty());
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest any) {
        return store.cookie().in(request).map(List::of).orElse(List.of());
    }

    /** Sends a new id, but only if its session was stored: an anonymous visitor's empty session gets no cookie. */
    @Override
    public void setSessionId(HttpServletRequest any, HttpServletResponse response, String id) {
        if (known.getOrDefault(id, Optional.empty()).isPresent()) {
            send(response, id, store.cookie().handingOut(request, id));
        }
    }

    @Override
    public void expireSession(HttpServletRequest any, HttpServletResponse response) {
        takeCookieBack(response);
    }

    private void send(HttpServletResponse response, String value, String header) {
        if (!value.equals(sent)) {
            response.addHeader("Set-Cookie", header);
            sent = value;
        }
    }
}
