package org.parley.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A model server whose answers the test scripts: an HTTP endpoint with OpenAI's API under {@code /v1} and Ollama's under
 * {@code /api}. Requests take the scripts that were queued by {@link #next}, in order, and then the one
 * of {@link #always}; without any it says {@code "Scripted answer."}. One that asks for a title (see {@link #titles})
 * takes none.
 */
public final class ScriptedModel implements AutoCloseable {
    /** The name of the model that {@link #openAi()} and {@link #ollama()} choose. */
    public static final String NAME = "scripted";

    private static final int OLLAMA_PORT = 11434;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private final Queue<Script> queued = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(ScriptedModel::daemon);
    private volatile Script otherwise = Script.tokens("Scripted", " answer", ".");
    private final Queue<Script> titles = new ConcurrentLinkedQueue<>();
    private volatile String title;
    private volatile List<String> names = List.of(NAME, "second");
    private final Map<String, JsonObject> listed = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> described = new ConcurrentHashMap<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;

    private ScriptedModel(int port) {
        this.port = port;
        listen();
    }

    /** A model that listens on a port of its own on loopback. */
    public static ScriptedModel start() {
        return new ScriptedModel(Ports.free());
    }

    /** One that listens where everybody looks for an Ollama; when that port is taken the test is skipped and says so. */
    public static ScriptedModel startAsLocalOllama() {
        try {
            return new ScriptedModel(OLLAMA_PORT);
        } catch (UncheckedIOException e) {
            String reason = "SKIPPED: port " + OLLAMA_PORT + " is taken, perhaps by an Ollama of this machine";
            System.err.println(reason);
            throw new TestAbortedException(reason);
        }
    }

    /** The setting that makes it the assistant of a node, as an OpenAI-compatible endpoint: {@code KEY=value}. */
    public String openAi() {
        return "PARLEY_ASSISTANT=openai:" + NAME + "@" + url() + "/v1";
    }

    /** The setting that makes it the assistant of a node, as an Ollama: {@code KEY=value}. */
    public String ollama() {
        return "PARLEY_ASSISTANT=ollama:" + NAME + "@" + url();
    }

    /** A node on the server under test whose assistant this is, with an embedded store and open registration. */
    public Node node(String... settings) {
        List<String> all = new ArrayList<>(List.of(openAi(), "PARLEY_REGISTRATION=open"));
        all.addAll(List.of(settings));
        return Node.start(all.toArray(String[]::new));
    }

    /** Its address, without a path. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Queues the script for the next request without one. */
    public ScriptedModel next(Script script) {
        queued.add(script);
        return this;
    }

    /** Sets the script for all requests without a queued one. */
    public ScriptedModel always(Script script) {
        otherwise = script;
        return this;
    }

    /** Sets the title for all conversations; without it, requests for titles are refused, and titles stay. */
    public ScriptedModel titles(String text) {
        title = text;
        return this;
    }

    /** What to do with the next request for a title; those after it get what {@link #titles} says. */
    public ScriptedModel nextTitle(Script script) {
        titles.add(script);
        return this;
    }

    /** Whether a request for a title has taken each script of {@link #nextTitle}. */
    public boolean hasGivenTitles() {
        return titles.isEmpty();
    }

    /** Sets the models in its list. */
    public ScriptedModel has(String... models) {
        names = List.of(models);
        return this;
    }

    /** Sets what its list says about a model besides the name, as JSON. */
    public ScriptedModel lists(String model, String json) {
        listed.put(model, object(json));
        return this;
    }

    /** Sets what {@code /api/show} of Ollama says about a model; without it the response is 404. */
    public ScriptedModel describes(String model, String json) {
        described.put(model, object(json));
        return this;
    }

    /** The headers {@code Authorization} of all requests so far, those for lists too; {@code none} where it was absent. */
    public Set<String> keys() {
        return Set.copyOf(keys);
    }

    /** Every request for an answer so far, oldest first; titles are not among them. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The request with that number, counted from 0; waits up to 30 seconds for it. */
    public Asked asked(int number) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (asked.size() <= number) {
            if (Instant.now().isAfter(giveUp)) {
                throw new AssertionError("No request number " + number + " came; there were " + asked.size());
            }
            pause();
        }
        return asked.get(number);
    }

    /** Forgets scripts and requests, so that tests may share a model. */
    public void reset() {
        queued.clear();
        asked.clear();
        titles.clear();
        title = null;
        names = List.of(NAME, "second");
        listed.clear();
        described.clear();
        keys.clear();
        otherwise = Script.tokens("Scripted", " answer", ".");
    }

    /** Refuses connections, like a stopped server. */
    public void away() {
        server.stop(0);
    }

    /** Listens again. */
    public void back() {
        listen();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * One request for an answer.
     *
     * @param body what was asked, as it came
     * @param authorization the header {@code Authorization}, or null
     * @param firstToken {@code System.nanoTime()} just before the first token was sent; 0 before
     * @param ended counted down when the answer was sent or cut, or the client was gone
     * @param delivered whether all of it was sent
     */
    public record Asked(
            JsonObject body, String authorization, long[] firstToken, CountDownLatch ended, boolean[] delivered) {
        /** Whether the client has gone before the answer was whole; waits up to 30 seconds for its end. */
        public boolean abandoned() {
            try {
                if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("The request is still being answered");
                }
                return !delivered[0];
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The texts of the messages that were sent, oldest first, each as {@code role: content}. */
        public List<String> messages() {
            return body.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                    .map(message -> message.getString("role") + ": " + message.getString("content"))
                    .toList();
        }
    }

    private void listen() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/models", exchange -> list(exchange, Dialect.OPENAI));
        server.createContext("/api/tags", exchange -> list(exchange, Dialect.OLLAMA));
        server.createContext("/api/show", this::describe);
        server.createContext("/v1/chat/completions", exchange -> answer(exchange, Dialect.OPENAI));
        server.createContext("/api/chat", exchange -> answer(exchange, Dialect.OLLAMA));
        server.start();
    }

    private void list(HttpExchange exchange, Dialect dialect) throws IOException {
        noteKey(exchange);
        whole(exchange, 200, dialect.models(names, listed));
    }

    private void describe(HttpExchange exchange) throws IOException {
        noteKey(exchange);
        try (JsonReader reader = Json.createReader(exchange.getRequestBody())) {
            JsonObject description = described.get(reader.readObject().getString("model"));
            whole(exchange, description == null ? 404 : 200, String.valueOf(description));
        }
    }

    private void noteKey(HttpExchange exchange) {
        String key = exchange.getRequestHeaders().getFirst("Authorization");
        keys.add(key == null ? "none" : key);
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private void answer(HttpExchange exchange, Dialect dialect) throws IOException {
        noteKey(exchange);
        JsonObject body;
        try (JsonReader reader = Json.createReader(exchange.getRequestBody())) {
            body = reader.readObject();
        }
        if (body.toString().contains("title for this conversation")) {
            Script next = titles.poll();
            Script usual = title == null ? Script.refusal(500) : Script.tokens(title);
            stream(exchange, dialect, next == null ? usual : next, body, null);
            return;
        }
        Asked request = new Asked(
                body,
                exchange.getRequestHeaders().getFirst("Authorization"),
                new long[1],
                new CountDownLatch(1),
                new boolean[1]);
        Script script = queued.poll();
        asked.add(request);
        try {
            stream(exchange, dialect, script == null ? otherwise : script, body, request);
            request.delivered()[0] = true;
        } finally {
            request.ended().countDown();
        }
    }

    private void stream(HttpExchange exchange, Dialect dialect, Script script, JsonObject body, Asked request)
            throws IOException {
        if (script.status() != 200) {
            whole(exchange, script.status(), script.body());
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", dialect.mediaType());
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        ScriptedStream writing = new ScriptedStream(out, dialect, body.getString("model"), request, closed);
        try {
            for (Script.Step step : script.steps()) {
                step.run(writing);
            }
        } catch (InterruptedException e) {
            throw new IOException(e); // leaving by an exception cuts the connection
        }
        if (!script.isComplete()) {
            writing.raw(dialect.end(body.getString("model"), script.finish(), writing.tokens()));
        }
        exchange.close();
    }

    private static void whole(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-model");
        thread.setDaemon(true);
        return thread;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
