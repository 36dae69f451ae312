package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.parley.store.StoreReady;

/** Makes the test users when the application starts on the embedded store, which is for trying Parley out. */
@ApplicationScoped
class EmbeddedTestUsers {
    private final UserRepository users;

    /** For the client proxy. */
    EmbeddedTestUsers() {
        this(null);
    }

    @Inject
    EmbeddedTestUsers(UserRepository users) {
        this.users = users;
    }

    void onReady(@Observes StoreReady ready) {
        if (ready.database().embedded()) {
            TestUsers.create(users);
        }
    }
}
