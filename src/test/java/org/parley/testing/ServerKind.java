package org.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The servers that Parley runs on, and how each is started with the WAR at the context root. */
public enum ServerKind {
    /** Opens its port after the deployment, whether that succeeded or failed ({@code docker/payara-ready.asadmin}). */
    PAYARA("Created HTTP listener http-listener") {
        @Override
        List<String> command(Path directory, int port, int tlsPort, String context) {
            Path docker = Built.top().resolve("docker");
            List<String> command = new ArrayList<>();
            command.add(java().toString());
            command.addAll(QUICK_START);
            command.addAll(List.of(
                    "-jar",
                    Built.payaraJar().toString(),
                    "--nohazelcast",
                    "--disablephonehome",
                    "--port",
                    String.valueOf(port),
                    "--sslport",
                    String.valueOf(tlsPort),
                    "--contextroot",
                    context.isEmpty() ? "/" : context,
                    "--prebootcommandfile",
                    docker.resolve("payara.asadmin").toString(),
                    "--postdeploycommandfile",
                    docker.resolve("payara-ready.asadmin").toString(),
                    "--logproperties",
                    docker.resolve("logging.properties").toString(),
                    "--rootdir",
                    directory.toString(),
                    "--deploy",
                    Built.war().toString()));
            return command;
        }
    },

    WILDFLY("WFLYSRV002[56]") {
        @Override
        List<String> command(Path directory, int port, int tlsPort, String context) {
            Path home = Built.wildflyHome();
            deploy(home, directory, context);
            return List.of(
                    home.resolve("bin/standalone.sh").toString(),
                    "-Djboss.server.base.dir=" + directory,
                    "-Djboss.http.port=" + port,
                    "-Djboss.https.port=" + tlsPort,
                    "-Djboss.management.http.port=" + Ports.free(),
                    "-Djboss.management.https.port=" + Ports.free());
        }
    };

    /**
     * JVM options that save a fifth of the CPU time of a start, which is most of what a server costs the tests: no second
     * compiler, the simplest collector, and no verification of classes that other runs have verified.
     */
    static final List<String> QUICK_START = List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private final Pattern started;

    ServerKind(String started) {
        this.started = Pattern.compile(started);
    }

    /** Whether the server has started according to its log, with the application or without it. */
    boolean hasStarted(String log) {
        return started.matcher(log).find();
    }

    /** The server of this build: system property {@code parley.server}, Payara Micro by default. */
    public static ServerKind chosen() {
        return valueOf(System.getProperty("parley.server", "payara").toUpperCase(Locale.ROOT));
    }

    /**
     * The command that runs the server in the foreground, with its working files in the directory, which is empty.
     *
     * @param tlsPort where it answers under TLS, with a certificate that it signs itself
     * @param context the path under which the application lies, empty for the root
     */
    abstract List<String> command(Path directory, int port, int tlsPort, String context);

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * Gives a node its own copy of the set-up server's configuration, with the WAR in its deployment folder. WildFly takes
     * the context path from the archive.
     */
    private static void deploy(Path home, Path base, String context) {
        try {
            Directories.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
            Files.createDirectories(base.resolve("deployments"));
            Path war = Files.copy(Built.war(), base.resolve("deployments/parley.war"));
            if (!context.isEmpty()) {
                try (FileSystem archive = FileSystems.newFileSystem(war)) {
                    Path names = archive.getPath("WEB-INF/jboss-web.xml");
                    Files.writeString(names, Files.readString(names).replace(">/<", ">" + context + "<"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
