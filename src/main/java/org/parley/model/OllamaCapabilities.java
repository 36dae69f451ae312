package org.parley.model;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.parley.platform.JsonBody;
import org.parley.platform.JsonFactory;

/** Asks an Ollama which of its models chat. Each version of a model is asked for once. */
final class OllamaCapabilities {
    private static final int PARALLEL = 4;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final int SERVER_ERROR = 500;

    private final Supplier<HttpRequest.Builder> description;
    private final HttpClient http;
    private final Map<String, Optional<Boolean>> known = new ConcurrentHashMap<>();

    /** @param description begins a request to {@code /api/show} */
    OllamaCapabilities(Supplier<HttpRequest.Builder> description, HttpClient http) {
        this.description = description;
        this.http = http;
    }

    /** Asks for the models that are not known yet; ends early if the server stops answering. Never fails. */
    CompletableFuture<Void> learn(Collection<JsonObject> entries) {
        Queue<JsonObject> unknown = new ConcurrentLinkedQueue<>();
        entries.stream()
                .filter(entry -> ChatModels.declared(entry).isEmpty() && !known.containsKey(version(entry)))
                .forEach(unknown::add);
        known.keySet()
                .retainAll(entries.stream().map(OllamaCapabilities::version).toList());
        return CompletableFuture.allOf(
                Stream.generate(() -> askInTurn(unknown)).limit(PARALLEL).toArray(CompletableFuture<?>[]::new));
    }

    /** Whether a model chats, as far as that is known. */
    Optional<Boolean> chats(JsonObject entry) {
        return known.getOrDefault(version(entry), Optional.empty());
    }

    private CompletableFuture<Void> askInTurn(Queue<JsonObject> unknown) {
        JsonObject entry = unknown.poll();
        if (entry == null) {
            return CompletableFuture.completedFuture(null);
        }
        String name = entry.getString("name", "");
        String body = JsonBody.text(JsonBody.object(json -> json.writeStringField("model", name)));
        HttpRequest request = description
                .get()
                .timeout(REQUEST_TIMEOUT)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .handle((response, failure) -> {
                    if (failure != null) {
                        unknown.clear();
                    } else if (response.statusCode() < SERVER_ERROR) {
                        known.put(version(entry), read(response));
                    }
                    return unknown;
                })
                .thenCompose(this::askInTurn);
    }

    private static Optional<Boolean> read(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return Optional.empty(); // not an Ollama that describes models
        }
        try (JsonParser parser = JsonFactory.parser(new StringReader(response.body()))) {
            parser.next();
            return ChatModels.declared(parser.getObject());
        } catch (JsonException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static String version(JsonObject entry) {
        return entry.getString("name", "") + "@" + entry.getString("digest", "");
    }
}
