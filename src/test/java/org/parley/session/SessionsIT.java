package org.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;

class SessionsIT {
    private static final String CONTAINER_SESSION = "The container made a session of its own";

    @Test
    void aSessionSurvivesTheServersDeath() {
        try (Node node = Node.start()) {
            Client client = node.client().login("testuser", "test123");

            node.kill();
            node.restart();

            assertThat(client.get("/api/auth/me").status()).isEqualTo(200);
        }
    }

    @Test
    void anIdleSessionEndsAndABusyOneGoesOnUntilItsAbsoluteEnd() throws Exception {
        try (Node node =
                Node.start("PARLEY_SESSION_IDLE=PT4S", "PARLEY_SESSION_MAX=PT12S", "PARLEY_SECURE_COOKIES=always")) {
            Client idle = node.client().login("testuser", "test123");
            Client busy = node.client().login("testuser", "test123");
            assertThat(busy.cookie("__Host-session_id")).isPresent();
            assertThat(busy.cookie("session_id")).isEmpty();

            for (int i = 0; i < 6; i++) {
                TimeUnit.SECONDS.sleep(1);
                assertThat(busy.get("/api/auth/me").status()).isEqualTo(200);
            }
            assertThat(idle.get("/api/auth/me").status()).isEqualTo(401);

            TimeUnit.SECONDS.sleep(3);
            busy.get("/api/auth/me");
            TimeUnit.SECONDS.sleep(3);
            assertThat(busy.get("/api/auth/me").status()).isEqualTo(401);
        }
    }

    @Test
    void nobodyGetsASessionForLookingAround() {
        Node node = Node.shared();
        long before = sessions(node);
        Client visitor = node.client();

        List<Answer> answers = List.of(
                visitor.get("/"),
                visitor.get("/chat.xhtml"),
                visitor.get("/login.xhtml"),
                visitor.get("/api/conversations"),
                visitor.get("/api/health"),
                visitor.get("/resources/css/base.css"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.setCookies()).isEmpty());
        assertThat(sessions(node)).isEqualTo(before);
    }

    /** A neighbouring host may plant a cookie of the same name; WildFly shows an application the first one alone. */
    @Test
    void aCookieThatIsNoneDoesNotHideTheSession() {
        Client client = Node.shared().newUser();
        String real = client.cookie("session_id").orElseThrow();

        for (String planted : List.of("", "x", "\"", real + "x")) {
            String cookies = planted + "; session_id=" + real + "; a=\"; b";
            assertThat(Node.shared()
                            .client()
                            .withCookie("session_id", cookies)
                            .get("/api/auth/me")
                            .status())
                    .as(cookies)
                    .isEqualTo(200);
        }
    }

    @Test
    void theContainerMakesNoSessionOfItsOwn() {
        Node node = Node.shared();
        Client client = node.newUser();
        List<Answer> browse = new ArrayList<>();
        for (String path : List.of("/chat.xhtml", "/settings.xhtml", "/login.xhtml", "/nothing", "/api/nothing")) {
            browse.add(client.get(path));
        }
        browse.add(client.post("/api/conversations", "{}"));
        browse.add(client.get("/conversations"));
        browse.add(client.form("/login.xhtml", "a=b"));
        browse.add(client.post("/api/auth/logout", ""));

        assertThat(browse)
                .allSatisfy(answer -> assertThat(answer.setCookies())
                        .noneMatch(cookie ->
                                cookie.toUpperCase(Locale.ROOT).contains("JSESSIONID") || cookie.startsWith("csfcfc")));
        assertThat(node.log()).doesNotContain(CONTAINER_SESSION);
    }

    @Test
    void anyNodeKnowsTheSessionAndLogoutEndsItOnAll() {
        String uri = "MONGODB_URI=" + RealMongo.required();
        String database = "MONGODB_DATABASE=" + RealMongo.newDatabase();
        try (Node one = Node.start(uri, database, "PARLEY_REGISTRATION=open");
                Node two = Node.start(uri, database)) {
            Client client = one.newUser();
            assertThat(client.at(two).get("/api/auth/me").status()).isEqualTo(200);

            client.at(two).post("/api/auth/logout", "");

            assertThat(client.get("/api/auth/me").status()).isEqualTo(401);
            assertThat(two.client().post("/api/auth/register", "{}").status()).isEqualTo(403);
        }
    }

    private static long sessions(Node node) {
        return node.database().getCollection("sessions").countDocuments(new Document());
    }
}
