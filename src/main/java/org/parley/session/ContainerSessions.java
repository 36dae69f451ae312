package org.parley.session;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Counts sessions that the container creates itself. There must be none: they live in one node's memory and add a
 * {@code JSESSIONID} to the response. Each is logged with a stack trace.
 */
public final class ContainerSessions implements HttpSessionListener {
    private static final Logger LOG = Logger.getLogger(ContainerSessions.class.getName());
    private static final AtomicLong CREATED = new AtomicLong();

    /** How many there have been since the application started; 0 unless something is wrong. */
    public static long count() {
        return CREATED.get();
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        CREATED.incrementAndGet();
        LOG.log(Level.SEVERE, "The container created a session of its own", new IllegalStateException("created here"));
    }
}
