package org.parley.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where somebody wanted to go before the login page came in between: a path of this application and nothing else. */
public final class LoginTarget {
    /** The page after a login without a wish. */
    public static final String DEFAULT = "/chat.xhtml";

    /** The login page. */
    public static final String LOGIN = "/login.xhtml";

    private static final int MAX_LENGTH = 2_000;

    private LoginTarget() {}

    /**
     * The path to go to after login, below the context path.
     *
     * @param wish the parameter {@code to}, which anybody can write; may be null
     * @return {@code wish} if it is a local path, else {@link #DEFAULT}. Refused are other hosts in every spelling
     *     ({@code //host}, {@code /\host}), control characters, and the login page itself
     */
    public static String of(String wish) {
        return isLocal(wish) && !wish.startsWith(LOGIN) ? wish : DEFAULT;
    }

    /** The login page that comes back to {@code path}, below the context path. */
    static String loginFor(String path) {
        boolean nothing = path.isEmpty() || "/".equals(path) || !isLocal(path);
        return nothing ? LOGIN : LOGIN + "?to=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
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
