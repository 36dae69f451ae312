package org.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {
    private final ScriptedModel model = ScriptedModel.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void speaksOpenAisLanguage() throws Exception {
        model.next(Script.tokens("Hel", "lo"));

        assertThat(ask("/v1/chat/completions").body())
                .contains("\"content\":\"Hel\"", "\"content\":\"lo\"", "\"finish_reason\":\"stop\"", "data: [DONE]");
        assertThat(model.asked(0).messages()).containsExactly("user: Hi");
        assertThat(model.asked(0).abandoned()).isFalse();
    }

    @Test
    void speaksOllamasLanguage() throws Exception {
        model.next(Script.tokens("Hel", "lo").untilLength());

        assertThat(ask("/api/chat").body().lines()).hasSize(3).last().asString().contains("\"done_reason\":\"length\"");
    }

    @Test
    void listsItsModelsInBoth() throws Exception {
        model.has("one", "two");

        assertThat(get("/v1/models").body()).contains("\"id\":\"one\"", "\"id\":\"two\"");
        assertThat(get("/api/tags").body()).contains("\"name\":\"one\"", "\"name\":\"two\"");
    }

    @Test
    void refusesWithTheStatusOfTheScriptAndThenFollowsTheNext() throws Exception {
        model.next(Script.refusal(429));

        assertThat(ask("/v1/chat/completions").statusCode()).isEqualTo(429);
        assertThat(ask("/v1/chat/completions").statusCode()).isEqualTo(200);
    }

    @Test
    void cutsTheConnectionInTheMiddle() {
        model.next(Script.tokens("Hel").cut());

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask("/v1/chat/completions"));
        assertThat(model.asked(0).abandoned()).isTrue();
    }

    @Test
    void refusesConnectionsWhileItIsAway() throws Exception {
        model.away();

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> get("/v1/models"));

        model.back();
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        String body =
                "{\"model\": \"scripted\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}";
        return http.send(
                HttpRequest.newBuilder(URI.create(model.url() + path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(model.url() + path)).build(), BodyHandlers.ofString());
    }
}
