package org.parley.model;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parley.platform.JsonFactory;

/**
 * The names of the models a server has. What it said is remembered for 30 seconds, that it said nothing for 3. Whoever
 * asks waits at most 300 milliseconds: the server is asked on, and the next one to ask gets what it said.
 */
final class Catalog {
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long AWAY_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Duration SERVER_ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final long WAIT_MILLIS = 300;
    private static final int MOST = 200;
    private static final int LONGEST_NAME = 190;

    private final Address address;
    private final Optional<String> key;
    private final HttpClient http;
    private List<String> listed = List.of();
    private boolean away = true;
    private long asked = System.nanoTime() - REMEMBERED_NANOS;
    private CompletableFuture<Void> asking;

    Catalog(Address address, Optional<String> key, HttpClient http) {
        this.address = address;
        this.key = key.filter(secret -> address.provider() == Provider.OPENAI);
        this.http = http;
    }

    /** The model of the setting first, then what the server lists, at most {@value #MOST}; without a setting and a
     * server, none. */
    List<String> names() {
        CompletableFuture<Void> running = refresh();
        if (running != null) {
            try {
                running.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // what was known before has to do
            }
        }
        Set<String> names = new LinkedHashSet<>();
        address.model().ifPresent(names::add);
        synchronized (this) {
            names.addAll(listed);
        }
        return names.stream().limit(MOST).toList();
    }

    /** Asks the server if what is known is too old; what is being asked, or null when all is known. */
    synchronized CompletableFuture<Void> refresh() {
        boolean fresh = System.nanoTime() - asked < (away ? AWAY_NANOS : REMEMBERED_NANOS);
        if (asking == null && !fresh) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address.listing()).timeout(SERVER_ANSWERS_WITHIN);
            key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
            asking = http.sendAsync(request.build(), BodyHandlers.ofString()).handle((response, failure) -> {
                keep(failure == null ? read(response) : null);
                return null;
            });
            if (asking.isDone()) {
                asking = null;
            }
        }
        return asking;
    }

    private synchronized void keep(List<String> names) {
        away = names == null;
        // An Ollama that is away has no models; of a setting's server the last known ones are worth a try.
        listed = away && address.model().isEmpty() ? List.of() : away ? listed : names;
        asked = System.nanoTime();
        asking = null;
    }

    private List<String> read(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return null;
        }
        boolean ollama = address.provider() == Provider.OLLAMA;
        try (JsonParser parser = JsonFactory.parser(new StringReader(response.body()))) {
            parser.next();
            JsonArray models = parser.getObject().getJsonArray(ollama ? "models" : "data");
            return models.stream()
                    .filter(JsonObject.class::isInstance)
                    .map(model -> model.asJsonObject().get(ollama ? "name" : "id"))
                    .filter(JsonString.class::isInstance)
                    .map(name -> ((JsonString) name).getString())
                    .filter(name -> !name.isBlank() && name.length() <= LONGEST_NAME)
                    .toList();
        } catch (JsonException | IllegalStateException | ClassCastException | NullPointerException e) {
            return null; // whatever listens there, it lists no models
        }
    }
}
