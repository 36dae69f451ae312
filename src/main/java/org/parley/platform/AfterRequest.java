package org.parley.platform;

import jakarta.servlet.ServletRequest;

/**
 * A task that runs in the request's thread once the request has left its resource. Asynchronous responses start there:
 * on WildFly, an event that another thread sends before the resource method has returned is lost, because the response is
 * not set up yet.
 */
public final class AfterRequest {
    private static final String ATTRIBUTE = AfterRequest.class.getName();

    private AfterRequest() {}

    /** Schedules the request's task. A request has one; a second call replaces it. */
    public static void schedule(ServletRequest request, Runnable task) {
        request.setAttribute(ATTRIBUTE, task);
    }

    /** Runs the request's task, if it has one. */
    static void run(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Runnable task) {
            task.run();
        }
    }
}
