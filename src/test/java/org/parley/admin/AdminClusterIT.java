package org.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Pair;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/** Administration on two nodes of one real MongoDB. */
@Tag("alone")
class AdminClusterIT {
    private static final String USERS = "/api/admin/users/";

    private static ScriptedModel model;
    private static Node first;
    private static Node second;

    private final String name = "k" + UUID.randomUUID().toString().replace("-", "");
    private final Client admin = first.newAdministrator(name);

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
    void whoIsSwitchedOffOnOneNodeIsOutOnTheOther() {
        Client bea = first.newUser(name + "b").at(second);
        String id = id(bea);
        try (Events events = stream(bea)) {

            assertThat(admin.put(USERS + id, "{\"is_active\": false}").status()).isEqualTo(200);

            assertThat(me(bea)).isEqualTo(401);
            events.awaitEnd(Duration.ofSeconds(2));
        }
        assertThat(admin.put(USERS + id, "{\"is_active\": true}").status()).isEqualTo(200);
        assertThat(me(bea)).isEqualTo(401);
    }

    @Test
    void aOneTimePasswordAndTheEndOfSessionsCountOnTheOtherNode() {
        Client bea = first.newUser(name + "b").at(second);
        String id = id(bea);
        try (Events events = stream(bea)) {

            assertThat(admin.delete(USERS + id + "/sessions").status()).isEqualTo(200);

            assertThat(me(bea)).isEqualTo(401);
            events.awaitEnd(Duration.ofSeconds(2));
        }
        bea.login(name + "b", Node.PASSWORD);
        try (Events events = stream(bea)) {

            Answer reset = admin.post(USERS + id + "/password", "");

            assertThat(me(bea)).isEqualTo(401);
            events.awaitEnd(Duration.ofSeconds(2));
            bea.login(name + "b", reset.json().getString("password"));
        }
        assertThat(bea.get("/api/conversations").status()).isEqualTo(403);
        assertThat(bea.at(first).get("/api/conversations").status()).isEqualTo(403);
    }

    @Test
    void ofAdministratorsWhoDemoteOneAnotherOnTwoNodesOneStays() {
        for (int round = 0; round < 20; round++) {
            users().updateMany(new Document("role", "admin"), Updates.set("role", "user"));
            Client here = first.newAdministrator(name + "-" + round + "a");
            Client there = first.newAdministrator(name + "-" + round + "b").at(second);
            List<String> ids = List.of(id(here), id(there));

            AtOnce.each(2, List.of(0, 1), i -> {
                Answer answer = (i == 0 ? here : there).put(USERS + ids.get(1 - i), "{\"role\": \"USER\"}");
                assertThat(answer.status()).as(answer.text()).isIn(200, 403, 409);
            });

            assertThat(users().countDocuments(Filters.eq("role", "admin")))
                    .as("round " + round)
                    .isPositive();
        }
    }

    private static Events stream(Client client) {
        model.next(Script.words(3_000, Duration.ofMillis(20)));
        String id = client.post("/api/conversations", """
                        {"messages": [{"role": "user", "content": "Tell me"}]}""").json().getString("id");
        return client.events("POST", "/api/conversations/" + id + "/completions", "{}")
                .awaitText("w0");
    }

    private static MongoCollection<Document> users() {
        return first.database().getCollection("users");
    }

    private static int me(Client client) {
        return client.get("/api/auth/me").status();
    }

    private static String id(Client client) {
        return client.get("/api/auth/me").json().getString("id");
    }
}
