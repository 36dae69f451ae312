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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;

/**
 * One server with the WAR that was built, in its own process, which can be killed, stopped and restarted.
 *
 * <p>A node keeps its port, its settings and its directory {@code target/nodes/FORK/NAME} for life; a new one begins with
 * an empty directory. Unless it is given {@code MONGODB_URI} it has an embedded store in there, and so the test users. Its
 * log is {@code server.log} in there. Nodes that still run when the tests end are killed.
 */
public final class Node implements AutoCloseable {
    /** The password of all users that tests make. */
    public static final String PASSWORD = "correct horse battery";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(180);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);
    private static final int LOG_LINES_SHOWN = 60;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, Node> NODES = new ConcurrentHashMap<>();

    private final ServerKind kind;
    private final String context;
    private final Path directory;
    private final Path log;
    private final int port = Ports.free();
    private final int tlsPort = Ports.free();
    private final Map<String, String> environment = new TreeMap<>();
    private final Accounts accounts = new Accounts(this);
    private Process process;

    private Node(ServerKind kind, String context, String... settings) {
        this.kind = kind;
        this.context = context;
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + COUNT.incrementAndGet();
        directory = Directories.emptied(Built.nodes().resolve(name));
        log = directory.resolve("server.log");
        environment.put("MONGODB_URI", "embedded:" + directory.resolve("data"));
        environment.put("PARLEY_EMBEDDED_LIBRARY", Built.embeddedLibrary().toString());
        environment.put("PARLEY_ASSISTANT", "offline");
        for (String setting : settings) {
            String[] keyAndValue = setting.split("=", 2);
            environment.put(keyAndValue[0], keyAndValue[1]);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        NODES.put(url().toString(), this);
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

    /** A new node whose application lies under a path such as {@code /parley}; settings as {@code KEY=value}. */
    public static Node startUnder(String context, String... settings) {
        return started(new Node(ServerKind.chosen(), context, settings));
    }

    private static Node start(ServerKind kind, String... settings) {
        return started(new Node(kind, "", settings));
    }

    private static Node started(Node node) {
        node.restart();
        return node;
    }

    /**
     * What a server that has to refuse these settings writes to its log, up to where it has given up. It answers no
     * request; the servers themselves go on running without the application.
     */
    public static String refused(String... settings) {
        try (Node node = new Node(ServerKind.chosen(), "", settings)) {
            node.launch();
            Instant giveUp = Instant.now().plus(STARTS_WITHIN);
            while (node.process.isAlive() && !node.kind.hasStarted(node.log())) {
                if (Instant.now().isAfter(giveUp)) {
                    throw new AssertionError(node + " neither started nor gave up:\n" + node.tail());
                }
                Await.pause();
            }
            if (node.answers()) {
                throw new AssertionError(node + " answers, with settings that it had to refuse");
            }
            return node.log();
        }
    }

    /**
     * The node that all tests of this JVM share unless they need settings of their own: started by the first that asks. A
     * test that kills or stops it starts it again; it keeps its users, sessions and conversations.
     */
    public static Node shared() {
        return SharedNode.NODE;
    }

    /** The node of this JVM that answers at this address. */
    public static Node at(String url) {
        return NODES.get(url);
    }

    /** Where it answers, without a slash at the end. */
    public URI url() {
        return URI.create("http://localhost:" + port + context);
    }

    /** Where it answers under TLS, with a certificate that it signed itself; without a slash at the end. */
    public URI tlsUrl() {
        return URI.create("https://localhost:" + tlsPort + context);
    }

    /** A program that has not logged in. */
    public Client client() {
        return new Client(url());
    }

    /**
     * A client that has logged in as a new user, whose password is {@link #PASSWORD}; registration must be open.
     */
    public Client newUser() {
        return newUser("u" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** The same, with a name of the test's choice. */
    public Client newUser(String name) {
        return accounts.create(name);
    }

    /** A client that has logged in as a new administrator of this name. */
    public Client newAdministrator(String name) {
        Client client = newUser(name);
        promote(name);
        return client;
    }

    /** Makes a user an administrator, from the next request on. */
    public void promote(String name) {
        database()
                .getCollection("users")
                .updateOne(new Document("username", name), new Document("$set", new Document("role", "admin")));
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
        ProcessBuilder builder = new ProcessBuilder(
                kind.command(Directories.emptied(directory.resolve("server")), port, tlsPort, context));
        builder.environment().keySet().removeIf(key -> key.startsWith("PARLEY_") || key.startsWith("MONGODB_"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("JAVA_OPTS", String.join(" ", ServerKind.QUICK_START) + " -Djava.net.preferIPv4Stack=true");
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
            Await.pause();
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
}
