package org.parley.testing;

import java.nio.file.Path;

/** Where the build put what the tests run; told by system properties, so that {@code mvn verify} is the way in. */
public final class Built {
    private Built() {}

    /** The WAR under test. */
    public static Path war() {
        return path("war.file");
    }

    /** The top of the project, where {@code bin/} and {@code docker/} are. */
    public static Path top() {
        return target().getParent();
    }

    public static Path target() {
        return war().getParent();
    }

    static Path payaraJar() {
        return path("payara.jar");
    }

    static Path wildflyHome() {
        return path("wildfly.home");
    }

    private static Path path(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("System property " + property + " is missing: run this through mvn verify");
        }
        return Path.of(value).toAbsolutePath();
    }
}
