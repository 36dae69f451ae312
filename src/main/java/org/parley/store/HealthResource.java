package org.parley.store;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.parley.platform.JsonFactory;

/**
 * Whether this node can do its work, at the same address on every server: {@code GET /api/health}.
 *
 * <p>The servers' own {@code /health} says the same, but stands on the management port on WildFly.
 */
@Path("health")
public class HealthResource {
    @Inject
    private StoreStart store;

    /** 200 {@code {"status":"UP"}} when the database answers and is prepared, else 503 {@code {"status":"DOWN"}}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get() {
        boolean up = store.up();
        return Response.status(up ? 200 : 503)
                .header("Cache-Control", "no-store")
                .entity(JsonFactory.object()
                        .add("status", up ? "UP" : "DOWN")
                        .build()
                        .toString())
                .build();
    }
}
