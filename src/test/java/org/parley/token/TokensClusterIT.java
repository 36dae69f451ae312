package org.parley.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.AtOnce;
import org.parley.testing.Authenticator;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Pair;
import org.parley.testing.Script;

/** API tokens and the second factor on two nodes of one real MongoDB. */
class TokensClusterIT {
    private static final String CONVERSATIONS = "/api/conversations";
    private static final String TOKENS = "/api/auth/tokens";

    private final Pair pair = Pair.shared();
    private final Node first = pair.first();
    private final Node second = pair.second();
    private final String name = "u" + System.nanoTime();
    private final Client ada = second.newUser(name).at(first);

    @BeforeEach
    void restore() {
        pair.model().reset();
    }

    @Test
    void aTokenWorksOnEveryNodeUntilItIsRevokedOnOne() {
        JsonObject token = token();
        Client there = second.client().withToken(token.getString("token"));
        Client here = first.client().withToken(token.getString("token"));
        String id = there.post(CONVERSATIONS, "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .json()
                .getString("id");
        assertThat(here.get(CONVERSATIONS + "/" + id).status()).isEqualTo(200);

        pair.model().next(Script.words(1_000, Duration.ofMillis(20)));
        try (Events events = there.events("POST", CONVERSATIONS + "/" + id + "/completions", "{}")) {
            events.awaitText("w0");
            assertThat(ada.delete(TOKENS + "/" + token.getString("id")).status())
                    .isEqualTo(204);
            assertThat(there.get(CONVERSATIONS).status()).isEqualTo(401);
            assertThat(here.get(CONVERSATIONS).status()).isEqualTo(401);
            events.awaitEnd(Duration.ofSeconds(4));
        }
    }

    @Test
    void ofLoginsOnTwoNodesWithOneCodeOneSucceeds() {
        String password = "{\"password\": \"" + Node.PASSWORD + "\"}";
        Authenticator app =
                Authenticator.of(ada.post("/api/auth/totp", password).json().getString("secret"));
        String confirming = "{\"code\": \"" + app.code() + "\"}";
        List<String> recovery = ada.at(second)
                .post("/api/auth/totp/confirm", confirming)
                .json()
                .getJsonArray("recovery_codes")
                .getValuesAs(code -> code.toString().replace("\"", ""));

        for (String code : List.of(app.code(1), recovery.get(0))) {
            List<Integer> answers = new ArrayList<>();
            AtOnce.each(2, List.of(first, second), node -> {
                int status = node.client()
                        .post("/api/auth/login", """
                        {"username": "%s", "password": "%s", "code": "%s"}""".formatted(name, Node.PASSWORD, code))
                        .status();
                synchronized (answers) {
                    answers.add(status);
                }
            });
            assertThat(answers).as(code).containsExactlyInAnyOrder(200, 401);
        }
    }

    private JsonObject token() {
        return ada.post(TOKENS, "{\"name\": \"program\", \"scopes\": [\"write\"]}")
                .json();
    }
}
