package org.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.parley.platform.RestPaths;

/** What a path asks of whoever calls it. {@code web.xml} says the same to the container, as a second lock. */
enum Access {
    /** Files of the application. Nobody is recognised, so no session is read for them. */
    STATIC,
    /** Open to everybody; who is signed in is recognised. */
    OPEN,
    /** REST: a session, else 401. */
    REST,
    /** Everything else: a session, else a redirect to the login page. */
    PAGE;

    private static final List<String> STATIC_TREES =
            List.of("/resources/", "/jakarta.faces.resource/", "/webjars/", "/.well-known/");
    private static final Set<String> STATIC_FILES = Set.of("/favicon.ico", "/robots.txt");
    private static final Set<String> OPEN_PAGES = Set.of("/login.xhtml", "/register.xhtml");
    private static final Set<String> OPEN_RESOURCES =
            Set.of("/auth/login", "/auth/register", "/auth/logout", "/health", "/openapi");
    private static final List<String> SERVER_ENDPOINTS = List.of("/health", "/openapi");

    /**
     * What the path of a request asks. Goes by the path the container matched, which is decoded and has no dots left,
     * so that {@code /resources/../chat.xhtml} is the page it leads to. A page that was called under a REST path, such as
     * {@code /conversations/..}, is answered as REST, because a program called it.
     */
    static Access of(HttpServletRequest request) {
        String info = request.getPathInfo();
        Access access = of(info == null ? request.getServletPath() : request.getServletPath() + info);
        return access == PAGE && RestPaths.isRest(RestPaths.called(request)) ? REST : access;
    }

    static Access of(String path) {
        if (STATIC_FILES.contains(path) || STATIC_TREES.stream().anyMatch(path::startsWith)) {
            return STATIC;
        }
        if (RestPaths.isRest(path)) {
            return OPEN_RESOURCES.contains(RestPaths.resource(path)) ? OPEN : REST;
        }
        boolean endpoint = SERVER_ENDPOINTS.stream().anyMatch(at -> path.equals(at) || path.startsWith(at + "/"));
        return endpoint || OPEN_PAGES.contains(path) ? OPEN : PAGE;
    }
}
