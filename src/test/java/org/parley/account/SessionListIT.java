package org.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Stage;

/** One's sessions by REST. */
class SessionListIT {
    private static final String PATH = "/api/auth/sessions";

    private final Node node = Stage.shared().node();
    private final String name = "s" + UUID.randomUUID().toString().replace("-", "");
    private final Client ada = node.newUser(name);

    @BeforeEach
    @AfterEach
    void reset() {
        Stage.shared().model().reset();
    }

    @Test
    void listsWhereOneIsSignedInTheNewestFirst() {
        Client phone = login();

        List<JsonObject> sessions = list(ada);

        assertThat(sessions).hasSize(2);
        assertThat(sessions).extracting(one -> one.getBoolean("current")).containsExactly(false, true);
        assertThat(sessions).allSatisfy(one -> {
            assertThat(one.getString("id")).matches("[0-9a-f]{32}");
            assertThat(one.getString("created_at")).endsWith("Z");
            assertThat(one.getString("last_accessed_at")).endsWith("Z");
            assertThat(one.getString("ip_address")).isNotEmpty();
            assertThat(one.getString("user_agent")).isNotEmpty();
        });
        assertThat(list(phone)).extracting(one -> one.getBoolean("current")).containsExactly(true, false);
        assertThat(ids(phone)).isEqualTo(ids(ada));
    }

    @Test
    void anIdIsNeitherTheCookieNorWhatIsStoredOfIt() {
        String text = ada.get("/auth/sessions").text();
        String key = node.database()
                .getCollection("sessions")
                .find(Filters.eq("user_id", id(ada)))
                .first()
                .getString("_id");

        assertThat(text).doesNotContain(ada.cookie("session_id").orElseThrow(), key, key.substring(0, 32));
    }

    @Test
    void anIdStaysWhenTheCookieChanges() {
        List<String> before = ids(ada);

        ada.put("/api/auth/me/password", """
                {"current": "%s", "new": "a longer night than most"}""".formatted(Node.PASSWORD));

        assertThat(ids(ada)).isEqualTo(before);
    }

    @Test
    void endsOneSessionAndItsStreams() {
        Client phone = login();
        String other = list(ada).get(0).getString("id");
        try (Events events = Stream.of(phone, Stage.shared().model());
                Events mine = Stream.of(ada, Stage.shared().model())) {

            Answer ended = ada.delete(PATH + "/" + other);

            assertThat(ended.status()).as(ended.text()).isEqualTo(204);
            assertThat(ended.setCookies()).isEmpty();
            assertThat(me(phone)).isEqualTo(401);
            events.awaitEnd(Stream.END);
            mine.awaitText("w" + (mine.all().size() + 50) + " ");
        }
        assertThat(list(ada))
                .singleElement()
                .satisfies(one -> assertThat(one.getBoolean("current")).isTrue());
        assertThat(ada.delete(PATH + "/" + other).status()).isEqualTo(404);
    }

    @Test
    void endsTheOneInUseAsALogoutDoes() {
        Client phone = login();
        String current = list(phone).get(0).getString("id");
        String cookie = phone.cookie("session_id").orElseThrow();

        Answer ended = phone.delete(PATH + "/" + current);

        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.setCookies()).singleElement().asString().startsWith("session_id=;");
        assertThat(me(node.client().withCookie("session_id", cookie))).isEqualTo(401);
        assertThat(me(ada)).isEqualTo(200);
    }

    @Test
    void endsAllOthersAndTheirStreams() {
        Client phone = login();
        Client tablet = login();
        try (Events first = Stream.of(phone, Stage.shared().model());
                Events second = Stream.of(tablet, Stage.shared().model());
                Events mine = Stream.of(ada, Stage.shared().model())) {

            Answer ended = ada.delete(PATH);

            assertThat(ended.json().getInt("ended_count")).isEqualTo(2);
            assertThat(me(phone)).isEqualTo(401);
            assertThat(me(tablet)).isEqualTo(401);
            long started = System.nanoTime();
            first.awaitEnd(Stream.END);
            second.awaitEnd(Stream.END.minusNanos(System.nanoTime() - started));
            mine.awaitText("w" + (mine.all().size() + 50) + " ");
        }
        assertThat(list(ada)).hasSize(1);
        assertThat(ada.delete(PATH).json().getInt("ended_count")).isZero();
        assertThat(me(login())).isEqualTo(200);
        assertThat(me(ada)).isEqualTo(200);
    }

    @Test
    void anotherUsersSessionIsMissingToTheByte() {
        Client bea = node.newUser();
        String hers = list(bea).get(0).getString("id");

        Answer foreign = ada.delete(PATH + "/" + hers);
        Answer unknown = ada.delete(PATH + "/" + "0".repeat(32));
        Answer odd = ada.delete(PATH + "/%24ne");

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(unknown.text()).isEqualTo(foreign.text());
        assertThat(odd.text()).isEqualTo(foreign.text());
        assertThat(me(bea)).isEqualTo(200);
        assertThat(ids(bea)).containsExactly(hers);
        assertThat(ada.delete(PATH).json().getInt("ended_count")).isZero();
        assertThat(me(bea)).isEqualTo(200);
    }

    @Test
    void aLongListComesInPages() {
        login();
        login();
        List<String> all = ids(ada);
        List<String> read = new ArrayList<>();

        String next = PATH + "?limit=2";
        for (int pages = 0; next != null; pages++) {
            assertThat(pages).isLessThan(3);
            Answer page = ada.get(next);
            page.array().getValuesAs(JsonObject.class).forEach(one -> read.add(one.getString("id")));
            next = page.header("Link")
                    .map(link -> link.replaceAll("^<|>.*", ""))
                    .orElse(null);
        }

        assertThat(read).hasSize(3).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=x", "cursor="})
    void badParametersAreNamed(String query) {
        Answer refused = ada.get(PATH + "?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(query.replaceAll("=.*", ""));
    }

    @Test
    void withoutASessionNothingIsSaid() {
        assertThat(node.client().get(PATH).status()).isEqualTo(401);
        assertThat(node.client().delete(PATH).status()).isEqualTo(401);
        assertThat(node.client().delete(PATH + "/" + ids(ada).get(0)).status()).isEqualTo(401);
        assertThat(ada.delete(PATH, "Origin", "https://elsewhere.example").status())
                .isEqualTo(403);
        assertThat(me(ada)).isEqualTo(200);
    }

    @Test
    void eachIsOneAuditEntry() {
        ada.get(PATH);
        ada.delete(PATH);
        ada.delete(PATH + "/" + "0".repeat(32));

        Await.until("the entries", () -> entries().size() == 3); // that of the list is stored shortly after it
        assertThat(entries())
                .extracting(entry -> entry.getString("action") + " " + entry.getInteger("status_code"))
                .containsExactlyInAnyOrder("sessions.list 200", "sessions.end 200", "sessions.end 404");
        assertThat(entries())
                .allSatisfy(entry ->
                        assertThat(entry).containsEntry("resource_type", "user").containsEntry("resource_id", id(ada)));
    }

    private List<Document> entries() {
        return node.database()
                .getCollection("audit_logs")
                .find(Filters.and(Filters.eq("user_id", id(ada)), Filters.regex("action", "^sessions")))
                .into(new ArrayList<>());
    }

    private Client login() {
        return node.client().login(name, Node.PASSWORD);
    }

    private static int me(Client client) {
        return client.get("/api/auth/me").status();
    }

    private static String id(Client client) {
        return client.get("/api/auth/me").json().getString("id");
    }

    private static List<String> ids(Client client) {
        return list(client).stream().map(one -> one.getString("id")).toList();
    }

    private static List<JsonObject> list(Client client) {
        Answer answer = client.get(PATH);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.array().getValuesAs(JsonObject.class);
    }
}
