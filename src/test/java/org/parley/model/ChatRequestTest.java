package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parley.model.Turn.Speaker;

/** What model servers are sent, byte by byte. */
class ChatRequestTest {
    private static final List<Turn> TURNS = List.of(
            new Turn(Speaker.SYSTEM, "Be \"kind\"\n\u001B/"),
            new Turn(Speaker.USER, "Gr\u00FC\u00DFe \uD83D\uDE42"),
            new Turn(Speaker.ASSISTANT, " "));
    private static final String MESSAGES =
            "\"messages\":[{\"role\":\"system\",\"content\":\"Be \\\"kind\\\"\\n\\u001b/\"},"
                    + "{\"role\":\"user\",\"content\":\"Gr\u00FC\u00DFe \uD83D\uDE42\"},"
                    + "{\"role\":\"assistant\",\"content\":\"(empty)\"}],\"stream\":true";

    @Test
    void ollamaIsToldTheContextWindow() {
        assertThat(request("ollama:llama3.2@http://localhost:11434").body(false))
                .isEqualTo("{\"model\":\"m\"," + MESSAGES + ",\"options\":{\"num_ctx\":4096}}");
    }

    @Test
    void otherServersAreAskedForTokenCountsUnlessTheyRefuse() {
        ChatRequest request = request("openai:m@http://localhost:8000/v1");

        assertThat(request.body(true))
                .isEqualTo("{\"model\":\"m\"," + MESSAGES + ",\"stream_options\":{\"include_usage\":true}}");
        assertThat(request.body(false)).isEqualTo("{\"model\":\"m\"," + MESSAGES + "}");
    }

    private static ChatRequest request(String address) {
        return new ChatRequest(Address.of(address).orElseThrow(), "m", TURNS, Optional.empty(), 4096);
    }
}
