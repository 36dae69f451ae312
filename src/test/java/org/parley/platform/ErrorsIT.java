package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Every error response is a problem (RFC 9457) without internal details. */
class ErrorsIT {
    private static final String CONVERSATIONS = "/api/conversations";

    private final Node node = Node.shared();
    private final Client client = node.newUser();

    static Stream<String> unreadableBodies() {
        return Stream.of(
                "",
                "{",
                "[]",
                "\"x\"",
                "null",
                "1",
                "{} {}",
                "{}x",
                "{'title': 'x'}",
                "{\"title\": 1}",
                "{\"title\": \"\"}",
                "{\"title\": \" \"}",
                "{\"title\": \"\\ud800\"}",
                "{\"title\": \"" + "x".repeat(201) + "\"}",
                "{\"messages\": {}}",
                "{\"messages\": [1]}",
                "{\"messages\": [{\"role\": \"robot\", \"content\": \"x\"}]}",
                "{\"metadata\": []}",
                "{\"metadata\": {\"$set\": 1}}",
                "{\"metadata\": {\"a.b\": 1}}",
                "{\"metadata\": {\"a\\u0000\": 1}}",
                "{\"metadata\": {\"x\": [{\"$where\": 1}]}}",
                "{\"metadata\": {\"x\": \"" + "x".repeat(70_000) + "\"}}",
                "{\"metadata\": {\"x\": 1e999}}",
                "{\"metadata\": {\"x\": 1e2147483647}}",
                "{\"metadata\": {\"x\": 1e99999999999}}",
                "{\"metadata\": {\"x\": " + "9".repeat(5_000) + "}}",
                "[".repeat(100_000),
                "{\"metadata\": " + "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_001));
    }

    @ParameterizedTest
    @MethodSource("unreadableBodies")
    void aBodyThatIsWrongIsRefused(String body) {
        assertProblem(client.post(CONVERSATIONS, body), 400);
        assertThat(client.get(CONVERSATIONS).array()).isEmpty();
    }

    @Test
    void theKeyThatCannotBeStoredIsNamed() {
        Answer answer = client.post(CONVERSATIONS, "{\"metadata\": {\"some.key\": 1}}");

        assertThat(answer.json().getString("detail")).contains("some.key");
        assertThat(answer.json().getJsonArray("errors")).hasSize(1);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + CONVERSATIONS))
                .header("Content-Type", "application/json")
                .header("Cookie", "session_id=" + client.cookie("session_id").orElseThrow())
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'}))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertProblem(new Answer(response.statusCode(), response.headers(), response.body()), 400);
    }

    @Test
    void aBodyBeyond16MebibytesIsTooLarge() {
        assertProblem(client.post(CONVERSATIONS, "{\"x\": \"" + "x".repeat(16 << 20) + "\"}"), 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "garbage",
                "*/*",
                "application/json; charset"
            })
    void onlyJsonIsRead(String type) {
        assertProblem(client.send("POST", CONVERSATIONS, type, "{}"), 415);
    }

    @Test
    void aBodyHasOneType() {
        assertProblem(client.post(CONVERSATIONS, "{}", "Content-Type", "application/json"), 415);
        assertProblem(client.send("POST", CONVERSATIONS, null, "{}"), 415);
        assertProblem(client.send("POST", CONVERSATIONS, null, null), 400);
    }

    /** By itself, Payara Micro refuses them with an empty body. */
    @Test
    void aBodyThatNobodyAskedForIsPassedOver() {
        assertThat(client.send("GET", CONVERSATIONS, "application/json", "{}").status())
                .isEqualTo(200);
        assertThat(client.send("DELETE", CONVERSATIONS, "application/json", "{\"a\": 1}")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(CONVERSATIONS).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /api/conversations/x",
        "PUT, /api/conversations",
        "DELETE, /api/conversations/x/messages",
        "GET, /api/auth/login",
        "POST, /conversations/x"
    })
    void aMethodThatIsNotThereIsSaidSo(String method, String path) {
        Answer answer = client.send(method, path, null, null);

        assertProblem(answer, 405);
        assertThat(answer.header("Allow")).isPresent();
    }

    @Test
    void nothingButJsonIsAnswered() {
        assertProblem(client.get(CONVERSATIONS, "Accept", "text/html"), 406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "application/json;q=x", "application/json;x", "a/b/c", ";q=1", "text/html,,*/*"})
    void whatIsNoListOfMediaTypesIsSaidSo(String accept) {
        assertProblem(client.get(CONVERSATIONS, "Accept", accept), 400);
    }

    @Test
    void theHeadersOfOldProgramsAreUnderstood() {
        String java = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
        assertThat(client.get(CONVERSATIONS, "Accept", java).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/x",
                "/api/conversations/x/y",
                "/api/conversations/stats",
                "/api/conversations/%2e%2e",
                "/api/conversations/..%2Fauth%2Fme",
                "/api/conversations/a%2Fmessages",
                "/api/application.wadl",
                "/auth",
                "/auth/x",
                "/conversations/x"
            })
    void whatIsNotThereIsAProblemToo(String path) {
        Answer answer = client.get(path);

        // The servers disagree on whether an encoded slash is a bad request or not found.
        assertThat(answer.status()).isIn(400, 404);
        assertProblem(answer, answer.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/conversations",
                "/api/conversations;jsessionid=x",
                "/conversations",
                "/conversations/..",
                "/conversations/x/messages",
                "/auth/me",
                "/api/x"
            })
    void withoutASessionNothingIsRedirected(String path) {
        Answer answer = node.client().get(path);

        assertProblem(answer, 401);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.setCookies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "$where", "........................................................"})
    void aCookieThatIsNoSessionIsNoSession(String value) {
        assertProblem(node.client().withCookie("session_id", value).get(CONVERSATIONS), 401);
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().keySet()).contains("type", "title", "status", "detail");
        assertThat(answer.json().getInt("status")).isEqualTo(status);
        assertThat(answer.text()).doesNotContainPattern("Exception|org\\.|java\\.|\\.java");
    }
}
