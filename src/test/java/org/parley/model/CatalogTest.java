package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.ScriptedModel;

class CatalogTest {
    private final ScriptedModel server = ScriptedModel.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theModelOfTheSettingComesFirstAndIsNotListedTwice() {
        server.has("a", "b", "c");

        assertThat(catalog(Provider.OPENAI, Optional.of("b"), server.url() + "/v1")
                        .names())
                .containsExactly("b", "a", "c");
        assertThat(catalog(Provider.OLLAMA, Optional.of("x"), server.url()).names())
                .containsExactly("x", "a", "b", "c");
    }

    @Test
    void aServerThatIsStartedLaterIsFound() throws Exception {
        Catalog catalog = catalog(Provider.OLLAMA, Optional.empty(), server.url());
        server.away();
        assertThat(catalog.names()).isEmpty();
        server.back();

        List<String> names = List.of();
        for (int i = 0; i < 100 && names.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            names = catalog.names();
        }
        assertThat(names).containsExactly("scripted", "second");
    }

    @Test
    void nobodyWaitsLongForAServerThatHangsOrTalksNonsense() throws Exception {
        HttpServer strange = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strange.createContext("/models", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[1, 2".getBytes());
            exchange.close();
        });
        strange.createContext("/api/tags", exchange -> pause());
        strange.start();
        String url = "http://127.0.0.1:" + strange.getAddress().getPort();
        try {
            long asked = System.nanoTime();
            assertThat(catalog(Provider.OPENAI, Optional.of("m"), url).names()).containsExactly("m");
            assertThat(catalog(Provider.OLLAMA, Optional.of("m"), url).names()).containsExactly("m");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        } finally {
            strange.stop(0);
        }
    }

    private static Catalog catalog(Provider provider, Optional<String> model, String url) {
        return new Catalog(
                new Address(provider, model, URI.create(url)), Optional.of("key"), HttpClient.newHttpClient());
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(3);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
