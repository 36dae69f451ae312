package org.parley.model;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parley.platform.JsonFactory;

/**
 * The names of the models on a server that chat (see {@link ChatModels}), cached for 30 seconds; a failed request is cached for 3 seconds. A caller waits
 * at most 300 milliseconds for a request; after that the request goes on, and a later caller gets its result.
 */
final class Catalog {
    private static final long CACHED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long FAILURE_CACHED_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final long CALLER_WAIT_MILLIS = 300;
    private static final int MAX_NAMES = 5_000;
    private static final int MAX_NAME_LENGTH = 190;

    private final Address address;
    private final Optional<String> key;
    private final HttpClient http;
    private final OllamaCapabilities capabilities;
    private List<String> listed = List.of();
    private boolean unavailable = true;
    private long requestedAt = System.nanoTime() - CACHED_NANOS;
    private CompletableFuture<Void> pendingRequest;

    Catalog(ModelServer server, HttpClient http) {
        this.address = server.address();
        this.key = server.key();
        this.http = http;
        this.capabilities = new OllamaCapabilities(() -> request(address.description()), http);
    }

    /** Whether {@link #names} has the model, with or without {@code :latest}. */
    boolean has(String name) {
        String wanted = Model.untagged(name);
        return names().stream().anyMatch(each -> Model.untagged(each).equals(wanted));
    }

    /** How the server is, from its last answer. */
    ModelServerState state() {
        List<String> names = names();
        int port = address.url().getPort();
        String host = address.url().getHost() + (port < 0 ? "" : ":" + port);
        synchronized (this) {
            return new ModelServerState(address.provider(), host, !unavailable, names);
        }
    }

    /**
     * The configured model first, whatever it is for, then those that the server lists and that chat, at most
     * {@value #MAX_NAMES} in all. A name with and without {@code :latest} is one. Empty if no model is configured and the
     * server lists none.
     */
    List<String> names() {
        CompletableFuture<Void> pending = refresh();
        if (pending != null) {
            try {
                pending.get(CALLER_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // use the cached names
            }
        }
        Map<String, String> names = new LinkedHashMap<>();
        address.model().ifPresent(name -> names.put(Model.untagged(name), name));
        synchronized (this) {
            listed.forEach(name -> names.putIfAbsent(Model.untagged(name), name));
        }
        return names.values().stream().limit(MAX_NAMES).toList();
    }

    /** Starts a request if the cached names are too old; the request in progress, or null if there is none. */
    synchronized CompletableFuture<Void> refresh() {
        boolean fresh = System.nanoTime() - requestedAt < (unavailable ? FAILURE_CACHED_NANOS : CACHED_NANOS);
        if (pendingRequest == null && !fresh) {
            pendingRequest = http.sendAsync(request(address.listing()).build(), BodyHandlers.ofString())
                    .handle((response, failure) -> failure == null ? read(response) : null)
                    .thenCompose(this::examine)
                    .exceptionally(failure -> {
                        store(null);
                        return null;
                    });
            if (pendingRequest.isDone()) {
                pendingRequest = null;
            }
        }
        return pendingRequest;
    }

    private HttpRequest.Builder request(URI url) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url).timeout(REQUEST_TIMEOUT);
        key.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
        return builder;
    }

    /** Stores the names of the models that chat. Until an Ollama has described its new models, what is known counts. */
    private CompletableFuture<Void> examine(List<JsonObject> entries) {
        if (entries == null || address.provider() != Provider.OLLAMA) {
            store(entries);
            return CompletableFuture.completedFuture(null);
        }
        show(entries);
        return capabilities.learn(entries).thenRun(() -> store(entries));
    }

    private synchronized void show(List<JsonObject> entries) {
        if (listed.isEmpty()) {
            listed = chatting(entries);
        }
    }

    private synchronized void store(List<JsonObject> entries) {
        unavailable = entries == null;
        if (!unavailable) {
            listed = chatting(entries);
        } else if (address.model().isEmpty()) {
            listed = List.of(); // a configured server keeps its last known models, an automatically found one does not
        }
        requestedAt = System.nanoTime();
        pendingRequest = null;
    }

    private List<String> chatting(List<JsonObject> entries) {
        return entries.stream()
                .filter(entry -> capabilities.chats(entry).orElseGet(() -> ChatModels.chats(entry, name(entry))))
                .map(this::name)
                .toList();
    }

    private String name(JsonObject entry) {
        return entry.getString(address.provider() == Provider.OLLAMA ? "name" : "id", "");
    }

    /** The entries of the list; null if the reply holds no list. Together sends a bare array, all others an object. */
    private List<JsonObject> read(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return null;
        }
        try (JsonParser parser = JsonFactory.parser(new StringReader(response.body()))) {
            JsonArray models = parser.next() == JsonParser.Event.START_ARRAY
                    ? parser.getArray()
                    : parser.getObject().getJsonArray(address.provider() == Provider.OLLAMA ? "models" : "data");
            return models.stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonValue::asJsonObject)
                    .filter(entry -> !name(entry).isBlank() && name(entry).length() <= MAX_NAME_LENGTH)
                    .toList();
        } catch (JsonException | IllegalStateException | ClassCastException | NullPointerException e) {
            return null; // not a list of models
        }
    }
}
