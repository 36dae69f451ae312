package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.parley.platform.Component;
import org.parley.platform.FieldError;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;
import org.parley.store.Database;

/**
 * Lets people create their own users if {@code PARLEY_REGISTRATION} is {@code open}: by default on the embedded store
 * only. Does not sign them in.
 */
@Component
public class Registration {
    private static final int CREATED = 201;

    private final UserRepository repository;
    private final Users users;
    private final HashingSlots slots;
    private final Operations operations;
    private final boolean open;

    @Inject
    Registration(
            UserRepository repository,
            Users users,
            HashingSlots slots,
            Operations operations,
            Database database,
            Settings settings) {
        this.repository = repository;
        this.users = users;
        this.slots = slots;
        this.operations = operations;
        this.open = isOpen(settings.text("PARLEY_REGISTRATION", database.embedded() ? "open" : "closed"));
    }

    /** Reads the setting at start, so that an invalid one stops the deployment and not the first request. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {}

    /** Whether registration is open. */
    public boolean isOpen() {
        return open;
    }

    /**
     * Creates a user, as one audited operation.
     *
     * @param wish the requested user; its role is ignored, because a registered user is a {@link Caller#USER}
     * @throws TakenException if the name or the address belongs to another user
     * @throws ProblemException 403 if registration is closed, 400 with the invalid fields, 503 if too many passwords
     *     are being hashed
     */
    public User register(HttpServletRequest request, NewUser wish) {
        Operations.actor(request, null, NewUser.isUsername(wish.username()) ? wish.username() : null);
        try {
            String id = create(wish);
            Operations.actor(request, id, wish.username());
            Operations.subject(request, id);
            operations.completed(request, "auth.register", CREATED);
            return users.byId(id).orElseThrow();
        } catch (ProblemException refused) {
            operations.completed(request, "auth.register", refused.status());
            throw refused;
        }
    }

    private String create(NewUser wish) {
        if (!open) {
            throw new ProblemException(
                    403, "Registration is closed here. Ask the administrator of this server for a user");
        }
        List<FieldError> errors = wish.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.badRequest(errors);
        }
        NewUser user = new NewUser(wish.username(), wish.email(), wish.password(), wish.fullName(), Caller.USER);
        return repository.insert(user, slots.with(() -> Passwords.hash(user.password())));
    }

    private static boolean isOpen(String value) {
        return switch (value) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw Settings.refused("PARLEY_REGISTRATION", value, "open or closed");
        };
    }
}
