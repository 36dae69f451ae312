package org.parley.testing;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server with the WAR that was built, as a process of its own that can be killed, stopped and started again.
 *
 * <p>A node keeps its port, its settings and its directory {@code target/nodes/NAME} for life; a new one begins with an
 * empty directory. Unless it is given {@code MONGODB_URI} it has an embedded store in there, and so the test users. Its
 * log is {@code server.log} in there. Whatever still runs when the tests end is killed.
 */
public final class Node implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(180);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);
    private static final int LOG_LINES_SHOWN = 60;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ServerKind kind;
    private final Path directory;
    private final Path log;
    private final int port = Ports.free();
    private final int tlsPort = Ports.free();
    private final Map<String, String> environment = new TreeMap<>();
    private Process process;

    private Node(ServerKind kind, String... settings) {
        this.kind = kind;
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + COUNT.incrementAndGet();
        directory = Directories.emptied(Built.target().resolve("nodes").resolve(name));
        log = directory.resolve("server.log");
        environment.put("MONGODB_URI", "embedded:" + directory.resolve("data"));
        environment.put("PARLEY_ASSISTANT", "offline");
        for (String setting : settings) {
            String[] keyAndValue = setting.split("=", 2);
            environment.put(keyAndValue[0], keyAndValue[1]);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /**
     * A new node on the server that the build was asked for, ready to answer.
     *
     * @param settings environment variables, each as {@code KEY=value}
     */
    public static Node start(String... settings) {
        return start(ServerKind.chosen(), settings);
    }

    /** A new node on Payara Micro, ready to answer; settings as {@code KEY=value}. */
    public static Node payara(String... settings) {
        return start(ServerKind.PAYARA, settings);
    }

    /** A new node on WildFly, ready to answer; only in builds that set WildFly up. Settings as {@code KEY=value}. */
    public static Node wildfly(String... settings) {
        return start(ServerKind.WILDFLY, settings);
    }

    private static Node start(ServerKind kind, String... settings) {
        Node node = new Node(kind, settings);
        node.restart();
        return node;
    }

    /**
     * What a server that has to refuse these settings writes to its log, up to where it has given up. It answers no
     * request; the servers themselves go on running without the application.
     */
    public static String refused(String... settings) {
        try (Node node = new Node(ServerKind.chosen(), settings)) {
            node.launch();
            Instant giveUp = Instant.now().plus(STARTS_WITHIN);
            while (node.process.isAlive() && !node.kind.hasStarted(node.log())) {
                if (Instant.now().isAfter(giveUp)) {
                    throw new AssertionError(node + " neither started nor gave up:\n" + node.tail());
                }
                pause();
            }
            if (node.answers()) {
                throw new AssertionError(node + " answers, with settings that it had to refuse");
            }
            return node.log();
        }
    }

    /** The node that all tests without special wishes share: started by the first, never to be stopped by any. */
    public static Node shared() {
        return SharedNode.NODE;
    }

    /** Where it answers, without a slash at the end. */
    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    /** Where it answers under TLS, with a certificate that it signed itself; without a slash at the end. */
    public URI tlsUrl() {
        return URI.create("https://localhost:" + tlsPort);
    }

    /** A program that has not logged in. */
    public Client client() {
        return new Client(url());
    }

    /** A program that has registered as a user nobody had before, and has logged in; registration must be open here. */
    public Client newUser() {
        String name = "u" + UUID.randomUUID().toString().replace("-", "");
        Client client = client();
        String password = "correct horse " + name;
        Answer registered = client.post("/api/auth/register", """
                {"username": "%s", "email": "%s@example.org", "password": "%s"}""".formatted(name, name, password));
        if (registered.status() != 201) {
            throw new AssertionError("Could not register: " + registered);
        }
        return client.login(name, password);
    }

    /** What it has stored, past the application: the real MongoDB's database or the embedded one's. */
    public MongoDatabase database() {
        String uri = environment.get("MONGODB_URI");
        return Databases.at(
                uri.startsWith("embedded:") ? embeddedUri(Path.of(uri.substring("embedded:".length()))) : uri,
                environment.getOrDefault("MONGODB_DATABASE", "ai_mcp_toolkit"));
    }

    /** The settings it was started with, for a command that has to work on the same data. */
    public Map<String, String> settings() {
        return Map.copyOf(environment);
    }

    /** The process of its JVM. */
    public ProcessHandle process() {
        // WildFly's script stays as the parent of its JVM; Payara Micro has no children.
        return process.descendants().reduce((first, second) -> second).orElse(process.toHandle());
    }

    /** Everything it wrote to its log so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it without a word (SIGKILL), as a power cut would. Nothing happens when it does not run. */
    public void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            await(process.destroyForcibly());
        }
    }

    /** Ends it cleanly (SIGTERM) and waits for that. */
    public void stop() {
        process().destroy();
        await(process);
    }

    /** Starts it on the same port, data and settings and waits until it answers; ends it cleanly first if it runs. */
    public void restart() {
        if (process != null && process.isAlive()) {
            stop();
        }
        launch();
        awaitAnswer();
    }

    /** Kills it. */
    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return directory.getFileName() + " at " + url();
    }

    private void launch() {
        ProcessBuilder builder =
                new ProcessBuilder(kind.command(Directories.emptied(directory.resolve("server")), port, tlsPort));
        builder.environment().keySet().removeIf(key -> key.startsWith("PARLEY_") || key.startsWith("MONGODB_"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1 -Djava.net.preferIPv4Stack=true");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Payara Micro logs that it is ready even when the deployment failed, so only an answer counts. */
    private void awaitAnswer() {
        Instant giveUp = Instant.now().plus(STARTS_WITHIN);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(giveUp)) {
                String why = process.isAlive() ? "did not answer in " + STARTS_WITHIN : "ended while starting";
                kill();
                throw new AssertionError(this + " " + why + ":\n" + tail());
            }
            pause();
        }
    }

    private boolean answers() {
        try {
            return client().get("/api/health").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String tail() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }

    private static String embeddedUri(Path data) {
        try {
            return Files.readString(data.resolve("mongodb.uri")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Process ending) {
        try {
            if (!ending.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(this + " did not end in " + STOPS_WITHIN + ":\n" + tail());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
