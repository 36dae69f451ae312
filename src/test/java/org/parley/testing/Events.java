package org.parley.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A stream of server-sent events, read as it arrives. */
public final class Events implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpResponse<InputStream> response;
    private final List<Event> all = new CopyOnWriteArrayList<>();
    private final Thread reading;
    private volatile int comments;

    Events(HttpResponse<InputStream> response) {
        this.response = response;
        reading = new Thread(this::read, "events");
        reading.setDaemon(true);
        reading.start();
    }

    /**
     * One event.
     *
     * @param name its type
     * @param data what it carries
     * @param at {@code System.nanoTime()} when it was read
     */
    public record Event(String name, JsonObject data, long at) {}

    /** The HTTP status. */
    public int status() {
        return response.statusCode();
    }

    /** A header that occurs at most once, or an empty text. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** All events so far. */
    public List<Event> all() {
        return List.copyOf(all);
    }

    /** The number of comments. */
    public int comments() {
        return comments;
    }

    /** The texts of the {@code delta} events so far, joined. */
    public String text() {
        StringBuilder text = new StringBuilder();
        all.stream()
                .filter(event -> event.name().equals("delta"))
                .forEach(event -> text.append(event.data().getString("text")));
        return text.toString();
    }

    /** The first event of a name; waits up to 30 seconds for it. */
    public Event await(String name) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            boolean last = !reading.isAlive();
            for (Event event : all) {
                if (event.name().equals(name)) {
                    return event;
                }
            }
            if (last || Instant.now().isAfter(giveUp)) {
                throw new AssertionError("No event '" + name + "' came, but " + all);
            }
            pause();
        }
    }

    /** Waits up to 30 seconds until the deltas hold a text. */
    public Events awaitText(String part) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!text().contains(part)) {
            if (Instant.now().isAfter(giveUp)) {
                throw new AssertionError("The text did not come, but " + all);
            }
            pause();
        }
        return this;
    }

    /** Waits for the end of the stream. */
    public Events awaitEnd(Duration within) {
        try {
            reading.join(within.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (reading.isAlive()) {
            throw new AssertionError("The stream did not end in " + within + ": " + all);
        }
        return this;
    }

    /** Closes the connection. */
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.startsWith(":")) {
                    comments++;
                } else if (line.isEmpty() && !data.isEmpty()) {
                    all.add(new Event(name, json(data.toString()), System.nanoTime()));
                    name = "message";
                    data.setLength(0);
                }
            }
        } catch (IOException ended) {
            Thread.currentThread().interrupt(); // nobody asks; the thread ends
        }
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
