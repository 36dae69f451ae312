package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.jnosql.mapping.document.DocumentTemplate;

/** Whole users, through JNoSQL. */
@ApplicationScoped
public class Users {
    private final DocumentTemplate template;

    /** For the client proxy. */
    protected Users() {
        this(null);
    }

    @Inject
    Users(DocumentTemplate template) {
        this.template = template;
    }

    /** The user of an id that a session or a resource of ours holds. */
    public Optional<User> byId(String id) {
        return template.find(User.class, id);
    }

    /**
     * The user of a name. Of two that differ only in case, which only existing databases can hold, the one spelled
     * exactly so is meant.
     */
    Optional<User> byUsername(String username) {
        String key = NewUser.key(username);
        List<String> keys = key.equals(username) ? List.of(key) : List.of(username, key);
        List<User> found =
                template.select(User.class).where("username_key").in(keys).<User>result();
        return found.stream()
                .filter(user -> username.equals(user.getUsername()))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }
}
