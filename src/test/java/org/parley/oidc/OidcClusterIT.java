package org.parley.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.ScriptedProvider;

/**
 * Logins at an OpenID provider on two nodes of one real MongoDB: the first one makes users of everybody, the second one of
 * nobody.
 */
@Tag("alone")
class OidcClusterIT {
    private static final Duration END = Duration.ofSeconds(2);
    private static final String BACK_CHANNEL = "/auth/oidc/backchannel-logout";

    private static ScriptedProvider provider;
    private static ScriptedModel model;
    private static Node first;
    private static Node second;

    private final String sub = "s" + UUID.randomUUID();
    private final String name = "o" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void start() {
        String uri = "MONGODB_URI=" + RealMongo.required();
        String database = "MONGODB_DATABASE=" + RealMongo.newDatabase();
        provider = ScriptedProvider.start();
        model = ScriptedModel.start();
        first = Node.payara(provider.settings(uri, database, model.openAi(), "PARLEY_OIDC_REGISTRATION=open"));
        second = Node.start(provider.settings(uri, database, model.openAi()));
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable one : new AutoCloseable[] {first, second, model, provider}) {
            if (one != null) {
                close(one);
            }
        }
    }

    @BeforeEach
    void person() {
        provider.reset().person(Map.of("sub", sub, "preferred_username", name));
        model.reset();
    }

    @Test
    void whereRegistrationIsClosedOnlyKnownUsersGetIn() {
        Client ada = second.client();
        Answer refused = ada.get(callback(ada));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("detail")).contains("No user here");
        assertThat(first.database().getCollection("users").countDocuments(Filters.eq("username", name)))
                .isZero();
        String page =
                ada.get(callback(ada), "Accept", "text/html").header("Location").orElseThrow();
        assertThat(ada.get(page).text()).contains("Nobody here belongs to that login");

        Client known = first.client();
        assertThat(known.get(callback(known)).status()).isEqualTo(303);
        assertThat(ada.get(callback(ada)).status()).isEqualTo(303);
        assertThat(ada.get("/api/auth/me").json().getString("username")).isEqualTo(name);
    }

    @Test
    void aLoginBegunOnOneNodeIsFinishedOnTheOtherOnce() {
        Client known = first.client();
        known.get(callback(known));
        Client ada = first.client();
        String back = callback(ada);
        ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();

        AtOnce.each(
                4,
                List.of(first, second, first, second),
                node -> answers.add(ada.at(node).get(back).status()));

        assertThat(answers).containsExactlyInAnyOrder(303, 400, 400, 400);
    }

    @Test
    void manyFirstLoginsAtOnceMakeOneUser() {
        ConcurrentLinkedQueue<String> names = new ConcurrentLinkedQueue<>();

        AtOnce.each(6, List.of(1, 2, 3, 4, 5, 6), number -> {
            Client tab = first.client();
            assertThat(tab.get(callback(tab)).status()).isEqualTo(303);
            names.add(tab.get("/api/auth/me").json().getString("username"));
        });

        assertThat(names).hasSize(6).containsOnly(name);
        assertThat(first.database().getCollection("users").countDocuments(Filters.eq("oidc_sub", sub)))
                .isEqualTo(1);
    }

    @Test
    void theProvidersLogoutEndsSessionsAndStreamsOfOtherNodes() {
        Client ada = first.client();
        ada.get(callback(ada));
        Client phone = first.client();
        phone.get(callback(phone));
        String sid = newestSid();
        Client elsewhere = phone.at(second);
        try (Events events = stream(elsewhere)) {

            Answer done = first.client().form(BACK_CHANNEL, "logout_token=" + provider.logoutToken(sub, sid));

            assertThat(done.status()).as(done.text()).isEqualTo(200);
            assertThat(elsewhere.get("/api/auth/me").status()).isEqualTo(401);
            events.awaitEnd(END);
        }
        assertThat(ada.at(second).get("/api/auth/me").status()).isEqualTo(200);

        try (Events events = stream(ada.at(second))) {
            Answer all = first.client().form(BACK_CHANNEL, "logout_token=" + provider.logoutToken(sub, null));
            assertThat(all.status()).isEqualTo(200);
            events.awaitEnd(END);
        }
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(401);
    }

    /** The provider's id of the newest session. */
    private String newestSid() {
        return first.database()
                .getCollection("sessions")
                .find(Filters.eq("attributes.oidc_sub", sub))
                .sort(new Document("created_at", -1))
                .first()
                .get("attributes", Document.class)
                .getString("oidc_sid");
    }

    private static Events stream(Client client) {
        model.next(Script.words(3_000, Duration.ofMillis(20)));
        String id = client.post("/api/conversations", """
                        {"messages": [{"role": "user", "content": "Tell me"}]}""").json().getString("id");
        return client.events("POST", "/api/conversations/" + id + "/completions", "{}")
                .awaitText("w0");
    }

    private static String callback(Client client) {
        String address = client.get("/auth/oidc/login").header("Location").orElseThrow();
        URI back = URI.create(provider.authorize(address));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
