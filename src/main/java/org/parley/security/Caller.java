package org.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.parley.platform.ProblemException;

/**
 * Who sent a request, as its session and the stored user say at this moment.
 *
 * @param userId the user's id, which owns conversations
 * @param username the name the user signs in with
 * @param role {@code USER} or {@code ADMIN}
 * @param preferences what the person has chosen; {@link Preferences#NONE} in the request that signs in
 */
public record Caller(String userId, String username, String role, Preferences preferences) {
    /** The role of whoever may administer the installation. It opens nobody's conversations. */
    public static final String ADMIN = "ADMIN";

    /** The role everybody has. */
    public static final String USER = "USER";

    private static final String ATTRIBUTE = Caller.class.getName();

    /** A caller whose preferences were not read. */
    Caller(String userId, String username, String role) {
        this(userId, username, role, Preferences.NONE);
    }

    /**
     * The caller of a request behind the login.
     *
     * @throws ProblemException 401 if nobody is signed in
     */
    public static Caller of(HttpServletRequest request) {
        return find(request).orElseThrow(() -> new ProblemException(401, "Authentication required"));
    }

    /** The caller of any request; empty if nobody is signed in. */
    public static Optional<Caller> find(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    /** The groups the container is told: an administrator is a user, too. */
    Set<String> groups() {
        return groups(role);
    }

    static Set<String> groups(String role) {
        return ADMIN.equals(role) ? Set.of(USER, ADMIN) : Set.of(USER);
    }

    void put(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static void remove(HttpServletRequest request) {
        request.removeAttribute(ATTRIBUTE);
    }
}
