package org.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.parley.platform.ProblemException;

/**
 * The user who sent a request, from its session and the stored user, both read for this request.
 *
 * @param userId the user's id, which owns conversations
 * @param username the name the user signs in with
 * @param role {@code USER} or {@code ADMIN}
 * @param fullName the user's full name; empty if it is unknown, and in the request that signs in
 * @param preferences the user's preferences; {@link Preferences#NONE} in the request that signs in
 * @param passwordChangeRequired whether the user has to change a one-time password before anything else; false in the
 *     request that signs in
 */
public record Caller(
        String userId,
        String username,
        String role,
        Optional<String> fullName,
        Preferences preferences,
        boolean passwordChangeRequired) {
    /** The role of administrators. It gives no access to other users' conversations. */
    public static final String ADMIN = "ADMIN";

    /** The role every user has. */
    public static final String USER = "USER";

    /** What is said to everybody else. */
    static final String ADMINISTRATORS_ONLY = "Only administrators may do this. Ask one of them";

    private static final String ATTRIBUTE = Caller.class.getName();

    /** A caller whose full name and preferences were not read. */
    Caller(String userId, String username, String role) {
        this(userId, username, role, Optional.empty(), Preferences.NONE, false);
    }

    /**
     * The caller of a request that requires a login.
     *
     * @throws ProblemException 401 without a signed-in user
     */
    public static Caller of(HttpServletRequest request) {
        return find(request).orElseThrow(() -> new ProblemException(401, "Authentication required"));
    }

    /**
     * The caller of a request that only administrators may send. The mechanism has refused all others already; this is a
     * second check.
     *
     * @throws ProblemException 401 without a signed-in user, 403 for a user who is no administrator
     */
    public static Caller administrator(HttpServletRequest request) {
        Caller caller = of(request);
        if (!ADMIN.equals(caller.role())) {
            throw new ProblemException(403, ADMINISTRATORS_ONLY);
        }
        return caller;
    }

    /** The caller of any request; empty without a signed-in user. */
    public static Optional<Caller> find(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    /** The same caller without the role of administrators. */
    Caller asUser() {
        return new Caller(userId, username, USER, fullName, preferences, passwordChangeRequired);
    }

    /** The groups to report to the container: an administrator is a user, too. */
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
