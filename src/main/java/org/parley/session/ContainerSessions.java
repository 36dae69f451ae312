package org.parley.session;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Counts sessions that the container makes itself. There must be none: they live in one node's memory and put a
 * {@code JSESSIONID} into the answer. Each is logged with the stack trace of who made it.
 */
public final class ContainerSessions implements HttpSessionListener {
    private static final Logger LOG = Logger.getLogger(ContainerSessions.class.getName());
    private static final AtomicLong CREATED = new AtomicLong();

    /** How many there were since the application started; 0 unless something is wrong. */
    public static long count() {
        return CREATED.get();
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        CREATED.incrementAndGet();
        LOG.log(Level.SEVERE, "The container made a session of its own", new IllegalStateException("made here"));
    }
}
