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
 * An HTTP client of Parley: sends and receives JSON, follows no redirects and keeps cookies, which a test can read and
 * set. Headers are given as name, value, name, value. Trusts every certificate. For one thread at a time.
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
    private String token;

    /** A client without cookies for the server at this address, which has no trailing slash. */
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

    /** The present value of a cookie. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    /** Sets a cookie, as the server would. */
    public Client withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** Sends an API token with every request from now on; null sends none. */
    public Client withToken(String secret) {
        token = secret;
        return this;
    }

    /** Another client with the same cookies, for another thread. */
    public Client copy() {
        Client other = new Client(server);
        other.cookies.putAll(cookies);
        return other;
    }

    /** A client with the same cookies for another server. */
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
     * @throws UncheckedIOException if the response is not complete within 2 minutes
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
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
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

    /** Ignores path and domain, because Parley's cookies are valid everywhere. An empty value removes the cookie. */
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
