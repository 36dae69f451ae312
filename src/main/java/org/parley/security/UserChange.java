package org.parley.security;

import java.util.Optional;

/**
 * A change of a user by an administrator. What is empty stays.
 *
 * @param role {@link Caller#USER} or {@link Caller#ADMIN}
 * @param active whether the user may sign in; switching off also ends all sessions
 * @param email a new address
 * @param fullName a new full name; an empty one inside removes it
 */
public record UserChange(
        Optional<String> role, Optional<Boolean> active, Optional<String> email, Optional<Optional<String>> fullName) {
    /** Changes nothing. */
    public static final UserChange NOTHING =
            new UserChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same change with another state. */
    public UserChange withActive(boolean on) {
        return new UserChange(role, Optional.of(on), email, fullName);
    }

    /** The same change with another role. */
    public UserChange withRole(String wanted) {
        return new UserChange(Optional.of(wanted), active, email, fullName);
    }

    /** Whether the user cannot be an active administrator after it. */
    boolean endsAdministration() {
        return role.filter(Caller.USER::equals).isPresent()
                || active.filter(on -> !on).isPresent();
    }
}
