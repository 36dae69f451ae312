package org.parley.platform;

import jakarta.servlet.ServletRequest;

/**
 * Something to be done when a request has left its resource, in its thread. An asynchronous answer begins there: on
 * WildFly an event that another thread sends while the resource method has not yet returned meets an answer that is not
 * set up, and is lost.
 */
public final class Afterwards {
    private static final String ATTRIBUTE = Afterwards.class.getName();

    private Afterwards() {}

    /** Leaves what is to be done, one thing for a request. */
    public static void of(ServletRequest request, Runnable task) {
        request.setAttribute(ATTRIBUTE, task);
    }

    /** Does it, if there is something. */
    static void run(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Runnable task) {
            task.run();
        }
    }
}
