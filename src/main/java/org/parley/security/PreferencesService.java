package org.parley.security;

import jakarta.inject.Inject;
import java.util.List;
import org.parley.platform.Component;
import org.parley.platform.FieldError;
import org.parley.platform.ProblemException;

/** Changes a user's preferences. Reading needs no service: the {@link Caller} of a request has them. */
@Component
public class PreferencesService {
    private final UserRepository users;

    @Inject
    PreferencesService(UserRepository users) {
        this.users = users;
    }

    /**
     * Stores a change atomically; concurrent changes of different preferences do not overwrite each other.
     *
     * @return all preferences after the change
     * @throws ProblemException 400 with the invalid fields, and nothing is stored; 401 if the user no longer exists
     */
    public Preferences change(Caller caller, PreferencesChange change) {
        List<FieldError> errors = change.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.badRequest(errors);
        }
        return users.changePreferences(caller.userId(), change.values())
                .orElseThrow(() -> new ProblemException(401, "Authentication required"));
    }
}
