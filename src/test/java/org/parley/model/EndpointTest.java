package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.model.Turn.Speaker;
import org.parley.reply.Ending;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/** Calls to model servers with the API of Ollama or OpenAI, working and faulty. */
class EndpointTest {
    private final ScriptedModel server = ScriptedModel.start();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<URI, Endpoint> endpoints = new HashMap<>();
    private Duration timeout = Duration.ofSeconds(20);

    @AfterEach
    void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void anAnswerArrivesInPiecesAndReportsItsTokens(Provider provider) throws Exception {
        server.next(Script.tokens("Hel", "lo"));
        RecordingListener listener = ask(provider);

        ModelEnd end = listener.end.get(10, TimeUnit.SECONDS);

        assertThat(listener.text.toString()).isEqualTo("Hel|lo|");
        assertThat(end.how()).isEqualTo(Ending.WHOLE);
        assertThat(end.promptTokens()).hasValue(7);
        assertThat(end.completionTokens()).hasValue(2);
        assertThat(server.asked(0).messages()).containsExactly("system: Be kind", "user: Hi");
        assertThat(server.asked(0).authorization()).isEqualTo(provider == Provider.OPENAI ? "Bearer key" : null);
    }

    @Test
    void ollamaReceivesTheContextWindow() throws Exception {
        ask(Provider.OLLAMA).end.get(10, TimeUnit.SECONDS);

        assertThat(server.asked(0).body().getJsonObject("options").getInt("num_ctx"))
                .isEqualTo(4096);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void unreadableEventsAndErrorsInsideTheStreamAreFailures(Provider provider) {
        String line = provider == Provider.OLLAMA ? "%s\n" : "data: %s\n\n";
        server.next(Script.tokens("a").raw(line.formatted("{\"message\": {\"content")));
        assertThat(failure(provider).status()).isEqualTo(502);

        server.next(Script.tokens("a").raw(line.formatted("{\"error\": \"out of memory\"}")));
        assertThat(failure(provider).detail()).endsWith("Its server says: “out of memory”");
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void aStreamThatBreaksOffAfterATokenIsNotRetried(Provider provider) {
        server.next(Script.tokens("a").cut());

        assertThat(failure(provider).connection()).isTrue();
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void aStreamThatBreaksOffBeforeATokenIsRetriedTwice(Provider provider) {
        server.always(Script.tokens().cut());

        assertThat(failure(provider).status()).isEqualTo(502);
        assertThat(server.asked()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void aSilentServerTimesOut(Provider provider) {
        timeout = Duration.ofSeconds(1);
        server.next(Script.tokens("a").stall());

        assertThat(failure(provider).status()).isEqualTo(504);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void aCancelledCallReportsNothingMoreAndClosesItsConnection(Provider provider) {
        server.next(Script.words(1000, Duration.ofMillis(10)));
        RecordingListener listener = new RecordingListener();
        ModelCall call = call(provider, listener);
        server.asked(0);

        call.cancel();

        assertThat(server.asked(0).abandoned()).isTrue();
        assertThat(listener.end).isNotDone();
    }

    @Test
    void aServerThatAcceptsAndNeverAnswersTimesOut() throws Exception {
        timeout = Duration.ofSeconds(1);
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RecordingListener listener = new RecordingListener();
            call(Provider.OPENAI, listener, URI.create("http://127.0.0.1:" + mute.getLocalPort()));

            assertThat(listener.failure.get(20, TimeUnit.SECONDS).status()).isEqualTo(504);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void aServerThatRefusesToCountIsAskedOnceMoreAndNeverAgain(int status) throws Exception {
        server.next(Script.refusal(status)).next(Script.tokens("one")).next(Script.tokens("two"));
        RecordingListener first = new RecordingListener();
        call(Provider.OPENAI, first);
        first.end.get(10, TimeUnit.SECONDS);
        RecordingListener second = new RecordingListener();
        call(Provider.OPENAI, second);
        second.end.get(10, TimeUnit.SECONDS);

        assertThat(second.text).hasToString("two|");
        assertThat(server.asked())
                .extracting(asked -> asked.body().containsKey("stream_options"))
                .containsExactly(true, false, false);
    }

    @Test
    void aRequestThatIsRefusedEitherWayIsRefused() {
        server.next(Script.refusal(400)).next(Script.refusal(400)).next(Script.tokens("one"));

        assertThat(failure(Provider.OPENAI).detail()).contains("refused", "“scripted refusal”");
        assertThat(ask(Provider.OPENAI)
                        .end
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join()
                        .how())
                .isEqualTo(Ending.WHOLE);
        assertThat(server.asked().get(2).body().containsKey("stream_options")).isTrue();
    }

    @Test
    void anAnswerThatHadEndedIsWholeHoweverItsStreamEnds() throws Exception {
        String end = "data: {\"choices\": [{\"delta\": {}, \"finish_reason\": \"length\"}]}\n\n";

        // What a client has not read when a connection is reset is lost, so the cut waits for it.
        server.next(Script.tokens("a").raw(end).pause(Duration.ofMillis(500)).cut());
        assertThat(ask(Provider.OPENAI).end.get(10, TimeUnit.SECONDS).how()).isEqualTo(Ending.LENGTH);
        server.next(Script.tokens("a").raw(end).stall());
        assertThat(ask(Provider.OPENAI).end.get(10, TimeUnit.SECONDS).how()).isEqualTo(Ending.LENGTH);
        server.next(Script.tokens("a").raw("data: [DONE]\n\n").stall());
        assertThat(ask(Provider.OPENAI).end.get(10, TimeUnit.SECONDS).how()).isEqualTo(Ending.WHOLE);
    }

    @ParameterizedTest
    @CsvSource({
        "stop, only thought and gave no answer",
        "length, used up its length limit with thinking",
        "content_filter, a content filter stopped it"
    })
    void aThoughtAndBlanksAreNoAnswer(String reason, String said) {
        server.next(Script.tokens("<think>Hm</think>\n\n ")
                .raw("data: {\"choices\": [{\"delta\": {}, \"finish_reason\": \"" + reason + "\"}]}\n\n"));

        assertThat(failure(Provider.OPENAI).detail()).contains(said, "Your message is kept");
    }

    @Test
    void aWebPageIsNoAnswer() {
        server.next(Script.body("<!DOCTYPE html><p>Sign in"));

        assertThat(failure(Provider.OPENAI).detail()).contains("sent a web page", "PARLEY_ASSISTANT");
    }

    private ModelFailure failure(Provider provider) {
        RecordingListener listener = ask(provider);
        return listener.failure.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private RecordingListener ask(Provider provider) {
        RecordingListener listener = new RecordingListener();
        call(provider, listener);
        return listener;
    }

    private ModelCall call(Provider provider, RecordingListener listener) {
        return call(provider, listener, URI.create(server.url() + (provider == Provider.OPENAI ? "/v1" : "")));
    }

    private ModelCall call(Provider provider, RecordingListener listener, URI url) {
        Endpoint endpoint = endpoints.computeIfAbsent(url, there -> {
            Address address = new Address(provider, Optional.of("scripted"), there);
            ModelServer entry = new ModelServer(address, Optional.of("key").filter(any -> provider == Provider.OPENAI));
            ModelSettings settings = new ModelSettings(List.of(entry), 4096, timeout);
            return new Endpoint(entry, settings, http, timer, workers);
        });
        return endpoint.ask(
                new Model(provider, "scripted"),
                List.of(new Turn(Speaker.SYSTEM, "Be kind"), new Turn(Speaker.USER, "Hi")),
                listener);
    }

    private static final class RecordingListener implements ModelListener {
        private final StringBuffer text = new StringBuffer();
        private final StringBuffer thought = new StringBuffer();
        private final CompletableFuture<ModelEnd> end = new CompletableFuture<>();
        private final CompletableFuture<ModelFailure> failure = new CompletableFuture<>();

        @Override
        public void onText(String piece) {
            text.append(piece).append('|');
        }

        @Override
        public void onThought(String piece) {
            thought.append(piece);
        }

        @Override
        public void onTextWasThought() {
            thought.append(text);
            text.setLength(0);
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
