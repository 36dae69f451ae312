package org.parley.security;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.parley.platform.Component;

/** Reads whole users. */
@Component
public class Users {
    private final UserRepository repository;

    @Inject
    Users(UserRepository repository) {
        this.repository = repository;
    }

    /** Finds a user by an id from a session or one of our resources. */
    public Optional<User> byId(String id) {
        return repository.byId(id);
    }

    /**
     * Finds a user by name. If two names differ only in case, which only existing databases can hold, the exact
     * spelling wins.
     */
    public Optional<User> byUsername(String username) {
        String key = NewUser.key(username);
        List<String> keys = key.equals(username) ? List.of(key) : List.of(username, key);
        List<User> found = repository.byKeys(keys);
        return found.stream()
                .filter(user -> username.equals(user.getUsername()))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }
}
