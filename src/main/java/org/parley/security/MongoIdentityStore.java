package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;

/**
 * Checks names and passwords against {@code users}. An unknown name, a wrong password and a user who is switched off
 * are one and the same answer, each after one hash. A right password whose hash is outdated is hashed anew.
 *
 * <p>Callers bound how many run at once: see {@link SignIn}, the only one.
 */
@ApplicationScoped
public class MongoIdentityStore implements IdentityStore {
    private static final int PASSWORD_LIMIT = 1_024;

    private final Users users;
    private final UserRepository repository;

    /** For the client proxy. */
    protected MongoIdentityStore() {
        this(null, null);
    }

    @Inject
    MongoIdentityStore(Users users, UserRepository repository) {
        this.users = users;
        this.repository = repository;
    }

    /**
     * Checks one credential; called by {@link IdentityStore#validate(jakarta.security.enterprise.credential.Credential)}
     * by its type.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        String password = credential.getPasswordAsString();
        Optional<User> user = password.length() > PASSWORD_LIMIT ? Optional.empty() : user(credential.getCaller());
        String hash = user.map(User::passwordHash).orElse(Passwords.OF_NOBODY);
        boolean right = Passwords.matches(password, hash);
        if (!right || user.isEmpty() || !user.get().isActive()) {
            return CredentialValidationResult.INVALID_RESULT;
        }
        User known = user.get();
        if (Passwords.isOutdated(hash)) {
            repository.rehash(known.getId(), hash, Passwords.hash(password));
        }
        return new CredentialValidationResult(
                "users", known.getUsername(), null, known.getId(), Caller.groups(known.getRole()));
    }

    private Optional<User> user(String name) {
        return users.byUsername(name).or(() -> repository.giveKeys() ? users.byUsername(name) : Optional.empty());
    }
}
