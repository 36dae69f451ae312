package org.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.parley.platform.RestPaths;

/** What a path requires of the caller. {@code web.xml} declares the same to the container, as a second lock. */
enum Access {
    /** Static files. The caller is not identified, so no session is read for them. */
    STATIC,
    /** Public; a signed-in caller is identified. */
    OPEN,
    /** REST: requires a session, else 401. */
    REST,
    /** Everything else: requires a session, else redirects to the login page. */
    PAGE;

    private static final List<String> STATIC_TREES =
            List.of("/resources/", "/jakarta.faces.resource/", "/.well-known/");
    private static final Set<String> STATIC_FILES = Set.of("/favicon.ico", "/robots.txt");
    private static final Set<String> OPEN_PAGES = Set.of("/login.xhtml", "/register.xhtml");
    private static final Set<String> OPEN_RESOURCES = Set.of(
            "/auth/login",
            "/auth/register",
            "/auth/logout",
            "/auth/oidc/login",
            "/auth/oidc/callback",
            "/auth/oidc/backchannel-logout",
            "/health",
            "/openapi");
    private static final List<String> ADMINISTRATION = List.of("/admin");
    private static final List<String> SERVER_ENDPOINTS = List.of("/health", "/openapi");

    /**
     * Returns what the path of a request requires. It uses the path that the container matched, which is decoded and
     * normalized, so {@code /resources/../chat.xhtml} counts as the page it leads to. A page called under a REST path,
     * such as {@code /conversations/..}, is answered as REST, because a program called it.
     */
    static Access of(HttpServletRequest request) {
        Access access = of(path(request));
        return access == PAGE && RestPaths.isRest(RestPaths.called(request)) ? REST : access;
    }

    /** Whether a user who has to change a one-time password may send this request. */
    static boolean isOpenBeforePasswordChange(HttpServletRequest request) {
        if (of(request) == OPEN) {
            return true;
        }
        String path = path(request);
        return switch (request.getMethod()) {
            case "GET", "HEAD" -> path.equals(LoginTarget.PASSWORD) || isResource(path, "/auth/me");
            case "POST" -> path.equals(LoginTarget.PASSWORD);
            case "PUT" -> isResource(path, "/auth/me/password");
            default -> false;
        };
    }

    private static boolean isResource(String path, String resource) {
        return RestPaths.isRest(path) && RestPaths.resource(path).equals(resource);
    }

    /** Whether a request is one of the calls for administrators, spelled in any way. */
    static boolean isAdministration(HttpServletRequest request) {
        return isAt(path(request), ADMINISTRATION);
    }

    /**
     * Whether a path is one of these resources or below one. Slashes count once, so that the answer does not depend on how
     * the server reads several.
     */
    static boolean isAt(String path, List<String> places) {
        String resource = RestPaths.resource(path.replaceAll("/{2,}", "/"));
        return places.stream().anyMatch(place -> resource.equals(place) || resource.startsWith(place + "/"));
    }

    /** The path that the container matched, decoded and normalized. */
    static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        return info == null ? request.getServletPath() : request.getServletPath() + info;
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
