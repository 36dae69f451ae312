package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.model.Turn.Speaker;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/** What a call reports of a server that speaks Ollama's or OpenAI's language, well or badly. */
class EndpointTest {
    private final ScriptedModel server = ScriptedModel.start();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private Duration patience = Duration.ofSeconds(20);

    @AfterEach
    void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void anAnswerComesInPiecesWithItsCost(Provider provider) throws Exception {
        server.next(Script.tokens("Hel", "lo"));
        Heard heard = ask(provider);

        ModelEnd end = heard.end.get(10, TimeUnit.SECONDS);

        assertThat(heard.text.toString()).isEqualTo("Hel|lo|");
        assertThat(end.cutByLength()).isFalse();
        assertThat(end.promptTokens()).hasValue(7);
        assertThat(end.completionTokens()).hasValue(2);
        assertThat(server.asked(0).messages()).containsExactly("system: Be kind", "user: Hi");
        assertThat(server.asked(0).authorization()).isEqualTo(provider == Provider.OPENAI ? "Bearer key" : null);
    }

    @Test
    void ollamaIsToldTheWindow() throws Exception {
        ask(Provider.OLLAMA).end.get(10, TimeUnit.SECONDS);

        assertThat(server.asked(0).body().getJsonObject("options").getInt("num_ctx"))
                .isEqualTo(4096);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void nonsenseAndErrorsInsideTheStreamAreFailures(Provider provider) {
        String line = provider == Provider.OLLAMA ? "%s\n" : "data: %s\n\n";
        server.next(Script.tokens("a").raw(line.formatted("{\"message\": {\"content")));
        assertThat(failure(provider).status()).isEqualTo(502);

        server.next(Script.tokens("a").raw(line.formatted("{\"error\": \"out of memory\"}")));
        assertThat(failure(provider).detail()).doesNotContain("memory");
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void aStreamThatBreaksOffAfterATokenIsNotTriedAgain(Provider provider) {
        server.next(Script.tokens("a").cut());

        assertThat(failure(provider).connection()).isTrue();
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void aStreamThatBreaksOffBeforeIsTriedAgainTwice(Provider provider) {
        server.always(Script.tokens().cut());

        assertThat(failure(provider).status()).isEqualTo(502);
        assertThat(server.asked()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void silenceIsGivenUpAndHungUpOn(Provider provider) {
        patience = Duration.ofSeconds(1);
        server.next(Script.tokens("a").stall());

        assertThat(failure(provider).status()).isEqualTo(504);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void aCancelledCallSaysNothingMoreAndHangsUp(Provider provider) {
        server.next(Script.words(1000, Duration.ofMillis(10)));
        Heard heard = new Heard();
        ModelCall call = call(provider, heard);
        server.asked(0);

        call.cancel();

        assertThat(server.asked(0).abandoned()).isTrue();
        assertThat(heard.end).isNotDone();
    }

    /** As the client does when the server was faster than the thread that asked. */
    @Test
    void anAnswerReadInTheAskingThreadHoldsNeitherTheCallerNorTheWatchUp() throws Exception {
        patience = Duration.ofSeconds(1);
        CountDownLatch never = new CountDownLatch(1);
        Heard heard = new Heard();

        CompletableFuture.runAsync(() -> call(Provider.OPENAI, heard, new ReadsAtOnce(never)), workers)
                .get(5, TimeUnit.SECONDS);

        assertThat(heard.failure.get(20, TimeUnit.SECONDS).status()).isEqualTo(504);
        never.countDown();
    }

    private record ReadsAtOnce(CountDownLatch end) implements dev.langchain4j.http.client.HttpClient {
        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ModelFailure failure(Provider provider) {
        Heard heard = ask(provider);
        return heard.failure.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private Heard ask(Provider provider) {
        Heard heard = new Heard();
        call(provider, heard);
        return heard;
    }

    private ModelCall call(Provider provider, Heard heard) {
        return call(
                provider,
                heard,
                JdkHttpClient.builder()
                        .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                        .build());
    }

    private ModelCall call(Provider provider, Heard heard, dev.langchain4j.http.client.HttpClient http) {
        String path = provider == Provider.OPENAI ? "/v1" : "";
        Address address = new Address(provider, Optional.of("scripted"), URI.create(server.url() + path));
        ModelSettings settings = new ModelSettings(List.of(address), Optional.of("key"), 4096, patience);
        return new Endpoint(address, settings, http, timer, workers)
                .ask(
                        new Model(provider, "scripted"),
                        List.of(new Turn(Speaker.SYSTEM, "Be kind"), new Turn(Speaker.USER, "Hi")),
                        heard);
    }

    private static final class Heard implements ModelListener {
        private final StringBuffer text = new StringBuffer();
        private final CompletableFuture<ModelEnd> end = new CompletableFuture<>();
        private final CompletableFuture<ModelFailure> failure = new CompletableFuture<>();

        @Override
        public void onText(String piece) {
            text.append(piece).append('|');
        }

        @Override
        public void onEnd(ModelEnd how) {
            end.complete(how);
        }

        @Override
        public void onFailure(ModelFailure why) {
            failure.complete(why);
            end.completeExceptionally(new AssertionError(why.toString()));
        }
    }
}
