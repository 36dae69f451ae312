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
    private final StoreStart store;

    /** For the client proxy. */
    protected StoreHealth() {
        this(null);
    }

    @Inject
    StoreHealth(StoreStart store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(store.up()).build();
    }
}
