package org.parley.security;

import java.util.ArrayList;
import java.util.List;

/** The users {@code admin} and {@code testuser}, for trying Parley out. Their passwords are public. */
final class TestUsers {
    private static final List<NewUser> ALL = List.of(
            new NewUser("admin", "admin@example.com", "admin123", "Administrator", Caller.ADMIN),
            new NewUser("testuser", "testuser@example.com", "test123", "Test User", Caller.USER));

    private TestUsers() {}

    /**
     * Creates those that are not there. One that is there stays as it is, its password included.
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
