package org.parley.store;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.parley.platform.JsonBody;

/**
 * Readiness of this node, at the same address on every server: {@code GET /api/health}.
 *
 * <p>The servers' own {@code /health} reports the same, but on the management port of WildFly.
 */
@Path("health")
public class HealthResource {
    @Inject
    private StoreStart store;

    /** 200 {@code {"status":"UP"}} if the database answers and is prepared, else 503 {@code {"status":"DOWN"}}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get() {
        boolean up = store.up();
        return JsonBody.answer(up ? 200 : 503, json -> {
                    json.writeStartObject();
                    json.writeStringField("status", up ? "UP" : "DOWN");
                    json.writeEndObject();
                })
                .build();
    }
}
