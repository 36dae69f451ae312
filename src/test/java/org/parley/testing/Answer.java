package org.parley.testing;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * The response of a server.
 *
 * @param status the HTTP status
 * @param headers all headers
 * @param text the body; empty for a response without one
 */
public record Answer(int status, HttpHeaders headers, String text) {
    /** The body as a JSON object. */
    public JsonObject json() {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new AssertionError("No JSON object: " + this, e);
        }
    }

    /** The body as a JSON array. */
    public JsonArray array() {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readArray();
        } catch (JsonException e) {
            throw new AssertionError("No JSON array: " + this, e);
        }
    }

    /** A header that occurs at most once. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** All {@code Set-Cookie} headers, unparsed. */
    public List<String> setCookies() {
        return headers.allValues("Set-Cookie");
    }
}
