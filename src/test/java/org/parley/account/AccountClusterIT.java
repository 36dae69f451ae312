package org.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Pair;
import org.parley.testing.ScriptedModel;

/** Passwords, sessions and deletion on two nodes of one real MongoDB. */
@Tag("alone")
class AccountClusterIT {
    private static final String NEW = "a longer night than most";

    private static ScriptedModel model;
    private static Node first;
    private static Node second;

    private final String name = "c" + UUID.randomUUID().toString().replace("-", "");
    private final Client ada = second.newUser(name).at(first);
    private final Client phone = second.client().login(name, Node.PASSWORD);

    @BeforeAll
    static void start() {
        Pair pair = Pair.shared();
        model = pair.model();
        first = pair.first();
        second = pair.second();
    }

    @BeforeEach
    @AfterEach
    void reset() {
        model.reset();
    }

    @Test
    void aNewPasswordEndsTheSessionsAndStreamsOfOtherNodes() {
        Client elsewhere = ada.at(second);
        try (Events others = Stream.of(phone, model);
                Events mine = Stream.of(elsewhere, model)) {

            assertThat(change(ada).status()).isEqualTo(204);

            assertThat(me(phone)).isEqualTo(401);
            assertThat(me(phone.at(first))).isEqualTo(401);
            others.awaitEnd(Stream.END);
            mine.awaitText("w" + (mine.all().size() + 100) + " ");
        }
        assertThat(me(ada)).isEqualTo(200);
        assertThat(me(ada.at(second))).isEqualTo(200);
        assertThat(me(second.client().login(name, NEW))).isEqualTo(200);
    }

    @Test
    void aSessionThatIsEndedOnOneNodeIsOutOnTheOther() {
        String other = ada.get("/api/auth/sessions").array().getValuesAs(JsonObject.class).stream()
                .filter(one -> !one.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");
        try (Events others = Stream.of(phone, model)) {

            assertThat(ada.delete("/api/auth/sessions/" + other).status()).isEqualTo(204);

            assertThat(me(phone)).isEqualTo(401);
            others.awaitEnd(Stream.END);
        }
        Client tablet = second.client().login(name, Node.PASSWORD);
        try (Events others = Stream.of(tablet, model)) {

            assertThat(ada.delete("/api/auth/sessions").status()).isEqualTo(200);

            assertThat(me(tablet)).isEqualTo(401);
            others.awaitEnd(Stream.END);
        }
        assertThat(me(ada.at(second))).isEqualTo(200);
    }

    @Test
    void wrongPasswordsAreCountedOnAllNodesTogether() {
        for (int i = 0; i < 5; i++) {
            Client here = i % 2 == 0 ? ada : ada.at(second);
            assertThat(here.put("/api/auth/me/password", "{\"current\": \"guess\", \"new\": \"" + NEW + "\"}")
                            .status())
                    .isEqualTo(403);
        }

        assertThat(change(ada.at(second)).status()).isEqualTo(429);
    }

    @Test
    void aDeletedAccountIsOutOnAllNodesAndNeitherLeavesAnything() {
        Belongings bea = new Belongings(first, name + "b").awaitAll();
        Client elsewhere = bea.client.at(second);
        elsewhere.get("/api/search?q=quokka");
        try (Events events = Stream.of(elsewhere, model)) {

            assertThat(bea.delete().status()).isEqualTo(204);

            assertThat(me(elsewhere)).isEqualTo(401);
            events.awaitEnd(Stream.END);
        }
        bea.awaitEnd();
        bea.areGone();
    }

    private static Answer change(Client client) {
        return client.put("/api/auth/me/password", """
                {"current": "%s", "new": "%s"}""".formatted(Node.PASSWORD, NEW));
    }

    private static int me(Client client) {
        return client.get("/api/auth/me").status();
    }
}
