package org.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;

class SessionsIT {
    private static final String CONTAINER_SESSION = "The container made a session of its own";

    @Test
    void anIdleSessionEndsAndABusyOneGoesOnUntilItsAbsoluteEnd() {
        try (Node node =
                Node.start("PARLEY_SESSION_IDLE=PT4S", "PARLEY_SESSION_MAX=PT12S", "PARLEY_SECURE_COOKIES=always")) {
            Client idle = node.client().login("testuser", "test123");
            Client busy = node.client().login("testuser", "test123");
            assertThat(busy.cookie("__Host-session_id")).isPresent();
            assertThat(busy.cookie("session_id")).isEmpty();

            Instant begun = Instant.now();
            Await.until("six seconds of use, two more than an idle session lasts", () -> {
                assertThat(busy.get("/api/auth/me").status()).isEqualTo(200);
                return Instant.now().isAfter(begun.plusSeconds(6));
            });
            assertThat(idle.get("/api/auth/me").status()).isEqualTo(401);

            Await.until(
                    "the end of a session in use",
                    () -> busy.get("/api/auth/me").status() == 401);
            assertThat(Instant.now()).isAfter(begun.plusSeconds(10));
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

    /** A sibling host may set a cookie with the same name; WildFly gives the application only the first one. */
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
        Node one = Node.shared();
        String database = "MONGODB_DATABASE=" + one.settings().get("MONGODB_DATABASE");
        try (Node two = Node.start(uri, database)) {
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
