package org.parley.session;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.parley.store.StoreFailures;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * Replaces the container's sessions with those in MongoDB for everything after it. Spring Session's filter does the
 * work; this one supplies the request's {@link RequestSessions} and handles what Spring Session leaves to the
 * container.
 *
 * <p>It must be the first filter of every dispatch: code that asks the unwrapped request for a session creates a
 * container session, which {@link ContainerSessions} reports.
 */
final class SessionFilter implements Filter {
    private volatile MongoSessions store;

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        RequestSessions sessions = RequestSessions.of(request, store());
        SessionRepositoryFilter<MongoSession> filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(sessions);
        try {
            filter.doFilter(request, response, (wrapped, wrappedResponse) -> {
                HttpServletRequest complete = new Request((HttpServletRequest) wrapped, wrappedResponse);
                if (sessions.isRead()) {
                    complete.getSession(false); // counts as an access, even if nothing else asks for it
                }
                chain.doFilter(complete, wrappedResponse);
            });
        } catch (RuntimeException | ServletException e) {
            if (!isAway(e)) {
                throw e;
            }
            CDI.current().select(Unavailable.class).get().answer(request, response);
        }
    }

    /** Looked up once: the CDI lookup takes longer than the rest of this filter. */
    private MongoSessions store() {
        MongoSessions found = store;
        if (found == null) {
            found = CDI.current().select(MongoSessions.class).get();
            store = found;
        }
        return found;
    }

    private static boolean isAway(Throwable failure) {
        return StoreFailures.isAway(failure)
                || failure instanceof ServletException wrapper && StoreFailures.isAway(wrapper.getRootCause());
    }

    /** The methods that Spring Session's request leaves to the container. */
    private static final class Request extends HttpServletRequestWrapper {
        private final ServletResponse response;

        Request(HttpServletRequest request, ServletResponse response) {
            super(request);
            this.response = response;
        }

        /** The container's own method without arguments passes on its request, and with it container sessions. */
        @Override
        public AsyncContext startAsync() {
            return getRequest().startAsync(this, response);
        }

        @Override
        public boolean isRequestedSessionIdFromCookie() {
            return getRequestedSessionId() != null;
        }

        @Override
        public boolean isRequestedSessionIdFromURL() {
            return false;
        }
    }
}
