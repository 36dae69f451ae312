package org.parley.store;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.parley.platform.Component;

/** Readiness of this node (MicroProfile Health): the database answers and is prepared. */
@Component
@Readiness
public class StoreHealth implements HealthCheck {
    private final StoreStart store;

    @Inject
    StoreHealth(StoreStart store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").status(store.up()).build();
    }
}
