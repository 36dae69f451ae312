package org.parley.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.parley.security.ProviderLoginException;
import org.parley.security.ProviderLoginException.Reason;

/**
 * Calls the provider. A call takes at most five seconds with its whole answer, an answer has at most 1 MiB, no redirect is
 * followed, and at most 16 calls run at once, so that a provider that hangs holds few of the server's threads.
 */
final class ProviderHttp {
    /** How long a call takes at most. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(ProviderHttp.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int AT_ONCE = 16;

    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** An answer of any status. */
    record Reply(int status, String body) {}

    /**
     * Gets JSON.
     *
     * @param headers name, value, name, value
     * @throws ProviderLoginException if there is no answer with status 200
     */
    String get(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "application/json");
        Reply reply = send(headers.length == 0 ? request : request.headers(headers));
        if (reply.status() != 200) {
            throw away(address, "answers " + reply.status());
        }
        return reply.body();
    }

    /**
     * Posts a form.
     *
     * @param headers name, value, name, value
     * @throws ProviderLoginException if there is no answer, or one with a status of 500 or more
     */
    Reply post(URI address, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        Reply reply = send(headers.length == 0 ? request : request.headers(headers));
        if (reply.status() >= 500) {
            throw away(address, "answers " + reply.status());
        }
        return reply;
    }

    /** Fields of a form or a query. */
    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Reply send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        if (!slots.tryAcquire()) {
            throw away(request.uri(), "leaves too many calls without an answer");
        }
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(request, info -> new LimitedText(MAX_BYTES));
        try {
            HttpResponse<String> response = call.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), response.body());
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.FINE, "A call of the OpenID provider failed", e);
            throw away(request.uri(), "does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(request.uri(), "was not waited for");
        } finally {
            call.cancel(true);
            slots.release();
        }
    }

    private static ProviderLoginException away(URI address, String why) {
        LOG.warning(() -> "The OpenID provider " + why + " at " + address.getHost() + address.getPath());
        return new ProviderLoginException(Reason.AWAY);
    }
}
