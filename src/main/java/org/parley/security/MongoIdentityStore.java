package org.parley.security;

import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import org.parley.platform.Component;

/**
 * Checks names and passwords against {@code users}. An unknown name, a wrong password and a deactivated user get the
 * same answer, each after equally many hashes. A correct password with an outdated hash is rehashed.
 *
 * <p>Callers limit how many checks run at once; {@link SignIn} is the only caller.
 */
@Component
public class MongoIdentityStore implements IdentityStore {
    private static final int PASSWORD_LIMIT = 1_024;

    private final Users users;
    private final UserRepository repository;

    @Inject
    MongoIdentityStore(Users users, UserRepository repository) {
        this.users = users;
        this.repository = repository;
    }

    /**
     * Checks one credential; {@link IdentityStore#validate(jakarta.security.enterprise.credential.Credential)} calls it
     * by its type.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        return validate(credential, Optional.empty());
    }

    /**
     * Checks a credential of the login page, and its {@linkplain FormCredential#misread() misread password} if the
     * password is wrong. If that is the right one, the name and the address were misread with it and are stored as they
     * were typed. Whether there is a second check depends on the password alone, so that the time tells nothing
     * about the user.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public CredentialValidationResult validate(FormCredential credential) {
        return validate(credential, credential.misread());
    }

    /** Checks a login whose password was right some minutes ago: the user is active and has the same password. */
    public CredentialValidationResult validate(PendingLogin login) {
        return repository
                .byId(login.userId())
                .filter(user -> user.isActive() && login.isFor(user))
                .map(MongoIdentityStore::valid)
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }

    /** Checks a login that the OpenID provider has confirmed: the user is active. */
    public CredentialValidationResult validate(ProviderCredential login) {
        return repository
                .byId(login.userId())
                .filter(User::isActive)
                .map(MongoIdentityStore::valid)
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }

    /** Whether a password is a user's. */
    static boolean isRight(String password, User user) {
        return password.length() <= PASSWORD_LIMIT && Passwords.matches(password, user.passwordHash());
    }

    private CredentialValidationResult validate(UsernamePasswordCredential credential, Optional<String> misread) {
        String password = credential.getPasswordAsString();
        Optional<User> user = password.length() > PASSWORD_LIMIT ? Optional.empty() : user(credential.getCaller());
        String hash = user.map(User::passwordHash).orElse(Passwords.OF_NOBODY);
        boolean right = Passwords.matches(password, hash);
        boolean misreadOne = !right
                && misread.filter(other -> Passwords.matches(other, hash)).isPresent();
        if (!right && !misreadOne || user.isEmpty() || !user.get().isActive()) {
            return CredentialValidationResult.INVALID_RESULT;
        }
        User known = user.get();
        if (misreadOne) { // before the new hash, which ends the proof that the registration was misread
            repository.restoreTyped(known);
        }
        if (misreadOne || Passwords.isOutdated(hash)) {
            repository.rehash(known.getId(), hash, Passwords.hash(password));
        }
        return valid(known);
    }

    private static CredentialValidationResult valid(User user) {
        return new CredentialValidationResult(
                "users",
                user.getUsername(),
                Long.toString(user.sessionGeneration()), // of the user whose password was checked
                user.getId(),
                Caller.groups(user.getRole()));
    }

    private Optional<User> user(String name) {
        return users.byUsername(name).or(() -> repository.giveKeys() ? users.byUsername(name) : Optional.empty());
    }
}
