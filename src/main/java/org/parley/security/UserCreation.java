package org.parley.security;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.parley.platform.Component;
import org.parley.platform.FieldError;
import org.parley.platform.ProblemException;
import org.parley.store.Database;

/** Creates users for administrators, whether or not registration is open, and gives one-time passwords. */
@Component
public class UserCreation {
    private final UserRepository repository;
    private final CredentialRepository credentials;
    private final HashingSlots slots;

    @Inject
    UserCreation(UserRepository repository, CredentialRepository credentials, HashingSlots slots) {
        this.repository = repository;
        this.credentials = credentials;
        this.slots = slots;
    }

    /** For a command, which has no container. */
    public static UserCreation of(Database database, Clock clock) {
        return new UserCreation(
                new UserRepository(database, clock), new CredentialRepository(database, clock), new HashingSlots());
    }

    /**
     * Creates a user, who can sign in at once.
     *
     * @param oneTime whether the password has to be changed first
     * @return the new id
     * @throws TakenException if the name or the address belongs to another user
     * @throws ProblemException 400 with the invalid fields, 503 if too many passwords are being hashed
     */
    public String create(NewUser wish, boolean oneTime) {
        List<FieldError> errors = wish.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.badRequest(errors);
        }
        return repository.insert(wish, slots.with(() -> Passwords.hash(wish.password())), oneTime);
    }

    /**
     * Replaces a user's password with a new one-time password, and ends all sessions of the user. The second factor stays.
     *
     * @return the password, which is stored as a hash only
     * @throws ProblemException 503 if too many passwords are being hashed
     */
    public String resetPassword(String userId) {
        String password = OneTimePassword.next();
        credentials.setOneTimePassword(userId, slots.with(() -> Passwords.hash(password)));
        return password;
    }
}
