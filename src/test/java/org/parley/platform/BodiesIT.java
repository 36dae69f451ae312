package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.RawRequest;

/**
 * Bodies without a type, and announced bodies that are too large (issue 15, point 15). Bodies that never come are in
 * {@link TimeoutsIT}.
 */
class BodiesIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final Node node = Node.shared();
    /** One who may call everything. */
    private final Client client = node.newAdministrator("bodies" + System.nanoTime());

    @Test
    void aBodyWithoutATypeIsRefusedByEveryCallThatTakesOne() {
        List<CallWithBody> calls = CallWithBody.all();

        assertThat(calls).hasSizeGreaterThan(6);
        for (CallWithBody call : calls) {
            Answer answer = client.send(call.method(), call.path(), null, "{}");
            assertThat(answer.status()).as(call + answer.text()).isEqualTo(415);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            if (call.path().matches("/api/(conversations|auth)\\b.*")) {
                Answer alias = client.send(call.method(), call.path().substring("/api".length()), null, "{}");
                assertThat(alias.status()).as("alias of " + call).isEqualTo(415);
            }
        }
    }

    @Test
    void aBodyThatIsAnnouncedTooLargeIsRefusedBeforeItComes() {
        Map<String, CompletableFuture<RawRequest>> all = new TreeMap<>();
        for (CallWithBody call : CallWithBody.all()) {
            all.put(call.toString(), announced(call.method(), call.path(), call.type(), 17L << 20));
            all.put(call + ", far too large", announced(call.method(), call.path(), call.type(), 3L << 40));
        }
        for (String page : List.of("/login.xhtml", "/register.xhtml", "/settings.xhtml", "/basic.xhtml")) {
            all.put(page, announced("POST", page, "application/x-www-form-urlencoded", 17L << 20));
        }

        all.forEach((call, done) -> {
            RawRequest answered = done.join();
            assertThat(answered.text()).as(call).startsWith("HTTP/1.1 413 ");
            assertThat(answered.firstByte()).as(call).isLessThan(AT_ONCE);
        });
    }

    private CompletableFuture<RawRequest> announced(String method, String path, String type, long length) {
        return RawRequest.send(node.url(), AT_ONCE, """
                %s %s HTTP/1.1
                Content-Type: %s
                Content-Length: %d
                %s
                """.formatted(method, path, type, length, cookie()));
    }

    private String cookie() {
        return "Cookie: session_id=" + client.cookie("session_id").orElseThrow() + "\n";
    }
}
