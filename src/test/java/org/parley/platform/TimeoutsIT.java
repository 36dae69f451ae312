package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.RawRequest;
import org.parley.testing.Script;
import org.parley.testing.Stage;

/** What takes longer than the servers' own timeouts of 30 seconds. All of it waits at once, from before the first test. */
class TimeoutsIT {
    /** The read timeout of docker/payara.asadmin and docker/wildfly.cli, and some time for a busy machine. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30 + 15);

    private static final int LONG_WAIT_SECONDS = 33;
    private static final String AS_A_FORM = ", as a form";
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Map<String, CompletableFuture<RawRequest>> NEVER_COMING = new TreeMap<>();

    private static Node node;
    private static Client ada;
    private static Client bea;
    private static String completions;
    private static Events events;
    private static CompletableFuture<Answer> whole;

    @BeforeAll
    static void begin() {
        Stage stage = Stage.shared();
        node = stage.node();
        ada = node.newUser();
        bea = node.newAdministrator("bea" + System.nanoTime()); // may call everything
        // Like a reasoning model, it sends events without text.
        Script thinking = Script.tokens();
        for (int i = 0; i < LONG_WAIT_SECONDS; i++) {
            thinking.raw("data: {\"choices\": []}\n\n").pause(Duration.ofSeconds(1));
        }
        stage.model().reset();
        stage.model().next(thinking.then("Yes"));
        completions = "/api/conversations/"
                + ada.post("/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                        .json()
                        .getString("id")
                + "/completions";
        events = ada.events("POST", completions, "{}");
        events.await("start");
        Client program = ada.copy();
        whole = CompletableFuture.supplyAsync(() -> program.post(completions, ""));
        for (CallWithBody call : CallWithBody.all()) {
            NEVER_COMING.put(call.toString(), announced(call.method(), call.path(), call.type()));
            NEVER_COMING.put(call + AS_A_FORM, announced(call.method(), call.path(), FORM));
        }
        for (String page : new String[] {"/login.xhtml", "/basic.xhtml"}) {
            NEVER_COMING.put(page, announced("POST", page, FORM));
        }
        NEVER_COMING.put("chunked", RawRequest.send(node.url(), READ_TIMEOUT, """
                POST /api/conversations HTTP/1.1
                Content-Type: application/json
                Transfer-Encoding: chunked
                %s
                5
                {"tit
                """.formatted(cookie())));
    }

    @AfterAll
    static void hangUp() {
        events.close();
        Stage.shared().model().reset();
    }

    /** Issue 15, point 15. */
    @Test
    void aBodyThatNeverComesEndsWithTheServersReadTimeout() {
        NEVER_COMING.forEach((call, done) -> {
            RawRequest ended = done.join();
            // The type of a form may be refused before its body is asked for.
            String refused = call.endsWith(AS_A_FORM) ? "HTTP/1.1 4(08|15) .*" : "HTTP/1.1 408 .*";
            assertThat(ended.text()).as(call).matches("(?s)|" + refused);
            assertThat(ended.firstByte()).as(call).isLessThan(READ_TIMEOUT);
        });
        assertThat(bea.get("/api/conversations").array()).isEmpty();
    }

    @Test
    void aLongWaitForAModelIsNotCutOff() {
        assertThat(whole.join().json().getString("content")).isEqualTo("Yes");
        assertThat(events.await("done").data().getString("content")).isEqualTo("Yes");
        assertThat(events.comments()).isGreaterThanOrEqualTo(3);
    }

    private static CompletableFuture<RawRequest> announced(String method, String path, String type) {
        return RawRequest.send(node.url(), READ_TIMEOUT, """
                %s %s HTTP/1.1
                Content-Type: %s
                Content-Length: 100
                %s
                """.formatted(method, path, type, cookie()));
    }

    private static String cookie() {
        return "Cookie: session_id=" + bea.cookie("session_id").orElseThrow() + "\n";
    }
}
