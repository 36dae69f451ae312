package org.parley.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API, under {@code /api}. {@link AliasFilter} answers the same resources without the prefix. */
@ApplicationPath("/api")
public class RestApplication extends Application {}
