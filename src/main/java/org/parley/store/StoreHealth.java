package org.parley.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness of this node (MicroProfile Health): the database answers and has been prepared. */
@ApplicationScoped
@Readiness
public class StoreHealth implements HealthCheck {
    private final Database database;
    private final StoreStart start;

    /** For the client proxy. */
    protected StoreHealth() {
        this(null, null);
    }

    @Inject
    StoreHealth(Database database, StoreStart start) {
        this.database = database;
        this.start = start;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(up()).build();
    }

    boolean up() {
        return start.prepared() && database.answers();
    }
}
