package org.parley.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The page a user asked for before being sent to the login page: a path of this application and nothing else. */
public final class LoginTarget {
    /** The page after a login that names no target. */
    public static final String DEFAULT = "/chat.xhtml";

    /** The login page. */
    public static final String LOGIN = "/login.xhtml";

    /** The page on which a password is changed. */
    public static final String PASSWORD = "/password.xhtml";

    private static final int MAX_LENGTH = 2_000;

    private LoginTarget() {}

    /**
     * Returns the path to open after login, below the context path.
     *
     * @param wish the parameter {@code to}, which anyone can forge; may be null
     * @return {@code wish} if it is a local path, else {@link #DEFAULT}. Other hosts in every spelling ({@code //host},
     *     {@code /\host}), control characters and the login page and the page of the password themselves are refused
     */
    public static String of(String wish) {
        return isLocal(wish) && !wish.startsWith(LOGIN) && !wish.startsWith(PASSWORD) ? wish : DEFAULT;
    }

    /** The login page with {@code path} as its target, below the context path. */
    static String loginFor(String path) {
        return page(LOGIN, path);
    }

    /** The page of the password with {@code path} as its target, below the context path. */
    static String passwordFor(String path) {
        return page(PASSWORD, path);
    }

    private static String page(String page, String path) {
        boolean nothing = path.isEmpty() || "/".equals(path) || !isLocal(path);
        return nothing ? page : page + "?to=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static boolean isLocal(String path) {
        return path != null
                && path.length() <= MAX_LENGTH
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.indexOf('\\') < 0
                && path.chars().allMatch(c -> c > ' ' && c != 0x7f);
    }
}
