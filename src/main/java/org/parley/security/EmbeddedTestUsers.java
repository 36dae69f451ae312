package org.parley.security;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.parley.platform.Component;
import org.parley.store.LeaseRepository;
import org.parley.store.StoreReady;

/**
 * Creates the test users when the application starts on the embedded store, which is meant for evaluation: once,
 * so that one who is deleted stays deleted, and not where {@code PARLEY_ADMIN} names the first user.
 */
@Component
class EmbeddedTestUsers {
    private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final UserRepository users;
    private final FirstAdminSettings first;
    private final LeaseRepository leases;
    private final Clock clock;

    @Inject
    EmbeddedTestUsers(UserRepository users, FirstAdminSettings first, LeaseRepository leases, Clock clock) {
        this.users = users;
        this.first = first;
        this.leases = leases;
        this.clock = clock;
    }

    void onReady(@Observes StoreReady ready) {
        if (ready.database().embedded()
                && leases.take("test-users", clock.instant(), FOR_EVER)
                && first.admin().isEmpty()) { // after the lease: without the setting, the next start makes none either
            TestUsers.create(users);
        }
    }
}
