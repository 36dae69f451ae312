package org.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The servers that Parley runs on, and how each is started with the WAR at the context root. */
public enum ServerKind {
    /** It opens its port after the deployment, however that ended ({@code docker/payara-ready.asadmin}). */
    PAYARA("Created HTTP listener http-listener") {
        @Override
        List<String> command(Path directory, int port, int tlsPort) {
            Path docker = Built.top().resolve("docker");
            return List.of(
                    java().toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    Built.payaraJar().toString(),
                    "--nohazelcast",
                    "--disablephonehome",
                    "--port",
                    String.valueOf(port),
                    "--sslport",
                    String.valueOf(tlsPort),
                    "--contextroot",
                    "/",
                    "--prebootcommandfile",
                    docker.resolve("payara.asadmin").toString(),
                    "--postdeploycommandfile",
                    docker.resolve("payara-ready.asadmin").toString(),
                    "--logproperties",
                    docker.resolve("logging.properties").toString(),
                    "--rootdir",
                    directory.toString(),
                    "--deploy",
                    Built.war().toString());
        }
    },

    WILDFLY("WFLYSRV002[56]") {
        @Override
        List<String> command(Path directory, int port, int tlsPort) {
            Path home = Built.wildflyHome();
            deploy(home, directory);
            return List.of(
                    home.resolve("bin/standalone.sh").toString(),
                    "-Djboss.server.base.dir=" + directory,
                    "-Djboss.http.port=" + port,
                    "-Djboss.https.port=" + tlsPort,
                    "-Djboss.management.http.port=" + Ports.free(),
                    "-Djboss.management.https.port=" + Ports.free());
        }
    };

    private final Pattern started;

    ServerKind(String started) {
        this.started = Pattern.compile(started);
    }

    /** Whether the server has come up by what it wrote to its log, with the application or without it. */
    boolean hasStarted(String log) {
        return started.matcher(log).find();
    }

    /** The server that the build was asked for: system property {@code parley.server}, Payara Micro without it. */
    public static ServerKind chosen() {
        return valueOf(System.getProperty("parley.server", "payara").toUpperCase(Locale.ROOT));
    }

    /**
     * The command that runs the server in the foreground, with its working files in the directory, which is empty.
     *
     * @param tlsPort where it answers under TLS, with a certificate that it signs itself
     */
    abstract List<String> command(Path directory, int port, int tlsPort);

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Gives a node its own copy of the set-up server's configuration, with the WAR in its deployment folder. */
    private static void deploy(Path home, Path base) {
        try {
            Directories.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
            Files.createDirectories(base.resolve("deployments"));
            Files.copy(Built.war(), base.resolve("deployments/parley.war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
