package org.parley.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** Which paths belong to the REST API, below the context path. */
public final class RestPaths {
    /** The prefix of the API's own paths. */
    public static final String BASE = "/api";

    private RestPaths() {}

    /** The path of a request as the client called it, below the context path, without the query. */
    public static String called(HttpServletRequest request) {
        Object forwarded = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        String uri = forwarded == null ? request.getRequestURI() : (String) forwarded;
        String path = uri.substring(Math.min(request.getContextPath().length(), uri.length()));
        int parameters = path.indexOf(';');
        return parameters < 0 ? path : path.substring(0, parameters);
    }

    /** Whether a path belongs to the REST API, with or without {@link #BASE}. */
    public static boolean isRest(String path) {
        return isAt(path, BASE) || isAlias(path);
    }

    /** Whether a path is one of those that also work without {@link #BASE}. */
    static boolean isAlias(String path) {
        return isAt(path, "/conversations") || isAt(path, "/auth");
    }

    /** A REST path without {@link #BASE}: {@code /api/auth/me} and {@code /auth/me} are the same resource. */
    public static String resource(String path) {
        return isAt(path, BASE) ? path.substring(BASE.length()) : path;
    }

    private static boolean isAt(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
