package org.parley.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API, under {@code /api}. {@link RestGate} answers the same resources without the prefix. */
@ApplicationPath("/api")
public class RestApplication extends Application {
    /**
     * Jersey would describe the API in WADL as well, names of methods included; OpenAPI does that here. And it would
     * make {@code Location} absolute: behind a TLS proxy with the wrong scheme.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.headers.location.relative.resolution.disabled", true);
    }
}
