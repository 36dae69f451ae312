package org.parley.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API, under {@code /api}. {@link RestGate} answers the same resources without the prefix. */
@ApplicationPath("/api")
public class RestApplication extends Application {
    /**
     * Turns off Jersey's WADL, which would describe the API with its method names beside OpenAPI, and its absolute
     * {@code Location}, which has the wrong scheme behind a TLS proxy.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.headers.location.relative.resolution.disabled", true);
    }
}
