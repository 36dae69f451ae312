package org.parley.security;

import com.mongodb.MongoException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Logger;
import org.parley.platform.Component;
import org.parley.store.StoreFailures;
import org.parley.store.StoreReady;

/**
 * The first user of a new database: creates the administrator of {@link FirstAdminSettings}, and knows whether there is
 * anybody yet.
 *
 * <p>Creates only where there is no user, of whatever role. Of two nodes that start at once, the unique index on names lets
 * one create it.
 */
@Component
public class FirstAdmin {
    private static final Logger LOG = Logger.getLogger(FirstAdmin.class.getName());

    private final FirstUserRepository first;
    private final UserRepository users;
    private final Optional<NewUser> wanted;
    private volatile boolean ready;
    private volatile boolean there;

    @Inject
    FirstAdmin(FirstUserRepository first, UserRepository users, FirstAdminSettings settings) {
        this.first = first;
        this.users = users;
        this.wanted = settings.admin();
    }

    void onReady(@Observes StoreReady event) {
        there = !first.isMissing();
        if (there && wanted.isPresent()) {
            LOG.info(FirstAdminSettings.NAME + " does nothing, because there are users already");
        } else if (wanted.isPresent()) {
            create(wanted.get());
            there = true;
        }
        ready = true;
    }

    /**
     * Whether the database has no user yet. Once there is one, this no longer asks the database; while it does not answer,
     * and before it is prepared, the answer is no.
     */
    public boolean hasNoUser() {
        if (there || !ready) {
            return false;
        }
        try {
            there = !first.isMissing();
            return !there;
        } catch (MongoException e) {
            if (StoreFailures.isAway(e)) {
                return false;
            }
            throw e;
        }
    }

    private void create(NewUser admin) {
        try {
            users.insert(admin, Passwords.hash(admin.password()));
            LOG.info(() -> "Created the first administrator, '" + admin.username() + "', as " + FirstAdminSettings.NAME
                    + " says");
        } catch (TakenException e) {
            LOG.fine(() -> "Another node has created '" + admin.username() + "'");
        }
    }
}
