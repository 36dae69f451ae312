package org.parley.security;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.parley.platform.Component;

/**
 * Recognises test users who still have the password that everybody knows. Checking it takes a hash, so each node does that
 * once for every stored hash and only for the names of test users.
 */
@Component
public class PublishedPasswords {
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();

    /** Whether this is a test user whose password is the published one. */
    public boolean isOf(User user) {
        String key = NewUser.key(user.getUsername());
        Optional<String> published = TestUsers.password(key);
        if (published.isEmpty() || user.passwordHash() == null) {
            return false;
        }
        String hash = user.passwordHash();
        return checked.compute(
                        key,
                        (name, before) -> before != null && before.hash().equals(hash)
                                ? before
                                : new Checked(hash, Passwords.matches(published.get(), hash)))
                .published();
    }

    private record Checked(String hash, boolean published) {}
}
