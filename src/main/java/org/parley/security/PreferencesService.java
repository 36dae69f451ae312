package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.parley.platform.FieldError;
import org.parley.platform.ProblemException;

/** Changes what a person has chosen. Reading needs no service: the {@link Caller} of a request has it. */
@ApplicationScoped
public class PreferencesService {
    private final UserRepository users;

    /** For the client proxy. */
    protected PreferencesService() {
        this(null);
    }

    @Inject
    PreferencesService(UserRepository users) {
        this.users = users;
    }

    /**
     * Stores a change in one step; two that name different preferences both hold.
     *
     * @return all preferences after it
     * @throws ProblemException 400 with the faulty fields, of which nothing is stored then; 401 if the user is gone
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
