package org.parley.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program that calls Parley: sends and takes JSON, follows no redirect and keeps its own cookies, which a test can read
 * and set. Headers are given as name, value, name, value. Trusts every certificate. For one thread at a time.
 */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Tls.trustingEverybody())
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI server;
    private final Map<String, String> cookies = new TreeMap<>();

    /** A client without cookies of the server at this address, which has no slash at the end. */
    public Client(URI server) {
        this.server = server;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, null, headers);
    }

    /** Posts JSON; the body is a {@code JsonValue} or a text that is sent as it is. */
    public Answer post(String path, Object json, String... headers) {
        return send("POST", path, "application/json", json, headers);
    }

    /** Puts JSON; the body is a {@code JsonValue} or a text that is sent as it is. */
    public Answer put(String path, Object json, String... headers) {
        return send("PUT", path, "application/json", json, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, null, headers);
    }

    /** Posts a form as a page does; the body is {@code application/x-www-form-urlencoded}. */
    public Answer form(String path, String body, String... headers) {
        return send("POST", path, "application/x-www-form-urlencoded", body, headers);
    }

    /** Logs in over REST and keeps the session's cookie; fails when that is refused. */
    public Client login(String username, String password) {
        Answer answer = post("/api/auth/login", """
                {"username": "%s", "password": "%s"}""".formatted(username, password));
        if (answer.status() != 200) {
            throw new AssertionError("Could not log in as " + username + ": " + answer);
        }
        return this;
    }

    /** The value of a cookie that it would send now. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    /** Sets a cookie, as if the server had. */
    public Client withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** Another program with the same cookies, for another thread. */
    public Client copy() {
        Client other = new Client(server);
        other.cookies.putAll(cookies);
        return other;
    }

    /** The same cookies at another server. */
    public Client at(Node node) {
        Client other = new Client(node.url());
        other.cookies.putAll(cookies);
        return other;
    }

    /**
     * Sends any request.
     *
     * @param contentType of the body; null without one
     * @param body its {@code toString()} is sent in UTF-8; null sends none
     * @throws UncheckedIOException if there is no whole answer within 2 minutes
     */
    public Answer send(String method, String path, String contentType, Object body, String... headers) {
        return send(request(method, path, contentType, body, headers).build());
    }

    /**
     * Posts JSON whose body is sent only when the server asks for it ({@code Expect: 100-continue}).
     *
     * @param before what happens between the headers and the body
     */
    public Answer slowly(String path, String json, Runnable before) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher body = BodyPublishers.ofInputStream(() -> {
            before.run();
            return new ByteArrayInputStream(bytes);
        });
        HttpRequest.Builder request = request("POST", path, "application/json", null)
                .expectContinue(true)
                .POST(BodyPublishers.fromPublisher(body, bytes.length)); // Payara asks only for what has a length
        return send(request.build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
            answer.setCookies().forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Asks for events and answers once the headers are there.
     *
     * @param body JSON; null sends none
     */
    public Events events(String method, String path, String body) {
        HttpRequest.Builder request =
                request(method, path, body == null ? null : "application/json", body, "Accept", "text/event-stream");
        try {
            return new Events(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(
            String method, String path, String contentType, Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofMinutes(2))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Path and domain are not looked at: Parley's cookies hold everywhere. An empty value takes the cookie back. */
    private void keep(String setCookie) {
        String[] nameAndValue = setCookie.split(";", 2)[0].split("=", 2);
        String value = nameAndValue[1].strip().replace("\"", "");
        if (value.isEmpty()) {
            cookies.remove(nameAndValue[0].strip());
        } else {
            cookies.put(nameAndValue[0].strip(), value);
        }
    }
}
