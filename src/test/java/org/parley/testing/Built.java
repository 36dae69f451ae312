package org.parley.testing;

import java.nio.file.Path;

/** Where the build has put what the tests run, from system properties that {@code mvn verify} sets. */
public final class Built {
    private Built() {}

    /** The WAR under test. */
    public static Path war() {
        return path("war.file");
    }

    /** The root of the project, with {@code bin/} and {@code docker/}. */
    public static Path top() {
        return target().getParent();
    }

    public static Path target() {
        return war().getParent();
    }

    /** The folder with the embedded store's jar files. */
    public static Path embeddedLibrary() {
        return top().resolve("embedded/target/library");
    }

    /** Where the servers of this JVM keep their files. */
    static Path nodes() {
        return path("nodes.directory");
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
