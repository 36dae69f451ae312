package org.parley.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The users {@code admin} and {@code testuser}, for evaluation. Their passwords are public. */
final class TestUsers {
    private static final List<NewUser> ALL = List.of(
            new NewUser("admin", "admin@example.com", "admin123", Optional.of("Administrator"), Caller.ADMIN),
            new NewUser("testuser", "testuser@example.com", "test123", Optional.of("Test User"), Caller.USER));

    private TestUsers() {}

    /** The published password of a test user; empty for any other name. */
    static Optional<String> password(String username) {
        return ALL.stream()
                .filter(user -> user.username().equals(username))
                .map(NewUser::password)
                .findFirst();
    }

    /**
     * Creates the missing ones. An existing user keeps everything, including the password.
     *
     * @return the names of the users it created
     */
    static List<String> create(UserRepository users) {
        List<String> created = new ArrayList<>();
        for (NewUser user : ALL) {
            if (!users.exists(user.username())) {
                users.insert(user, Passwords.hash(user.password()));
                created.add(user.username());
            }
        }
        return created;
    }
}
