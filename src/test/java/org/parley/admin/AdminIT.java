package org.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.Stage;

/** Users, as administrators see and change them by REST. */
class AdminIT {
    private static final String USERS = "/api/admin/users";
    private static final Script MINUTE = Script.words(3_000, Duration.ofMillis(20));

    private final Node node = Stage.shared().node();
    private final String name = "a" + UUID.randomUUID().toString().replace("-", "");
    private final Client admin = node.newAdministrator(name);

    @BeforeEach
    @AfterEach
    void reset() {
        Stage.shared().model().reset();
    }

    @Test
    void createsAUserWhoCanLogInAtOnce() {
        Answer created = admin.post(USERS, """
                {"username": "%sx", "email": "%sx@example.org", "password": "%s", "full_name": "Bea", "role": "ADMIN"}""".formatted(name, name, Node.PASSWORD));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        JsonObject user = created.json();
        assertThat(user.keySet()).contains("id", "username", "email", "full_name", "role", "is_active", "created_at");
        assertThat(user.getString("role")).isEqualTo("ADMIN");
        assertThat(created.header("Location")).contains(USERS + "/" + user.getString("id"));
        Client bea = node.client().login(name + "x", Node.PASSWORD);
        assertThat(bea.get(USERS + "?limit=1").status()).isEqualTo(200);

        Answer again = admin.post(USERS, """
                {"username": "%sX", "email": "other@example.org", "password": "%s"}""".formatted(name, Node.PASSWORD));
        assertThat(again.status()).isEqualTo(409);
        assertThat(field(again)).isEqualTo("username");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            username  | {"username": "a", "email": "a@example.org", "password": "correct horse battery"}
            email     | {"username": "abc", "email": "a", "password": "correct horse battery"}
            password  | {"username": "abc", "email": "a@example.org", "password": "short"}
            password  | {"username": "abc", "email": "a@example.org", "password": "password"}
            password  | {"username": "abc", "email": "a@example.org", "password": 12345678}
            full_name | {"username": "abc", "email": "a@example.org", "password": "correct horse battery", "full_name": 7}
            role      | {"username": "abc", "email": "a@example.org", "password": "correct horse battery", "role": "admin"}
            role      | {"username": "abc", "email": "a@example.org", "password": "correct horse battery", "role": null}
            """)
    void aWrongFieldOfANewUserIsNamed(String field, String body) {
        Answer refused = admin.post(USERS, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(field(refused)).isEqualTo(field);
    }

    @Test
    void findsUsersByAPartOfNameFullNameOrAddressInPages() {
        for (int i = 0; i < 5; i++) {
            node.newUser(name + "-" + i);
        }
        users().updateOne(Filters.eq("username", name + "-2"), Updates.set("full_name", "Ada (" + name + ") *"));

        List<String> all = names(USERS + "?limit=2&q=" + name.toUpperCase());
        assertThat(all).containsExactly(name + "-4", name + "-3", name + "-2", name + "-1", name + "-0", name);
        assertThat(names(USERS + "?q=%20" + name + "-4@EXAMPLE.org")).containsExactly(name + "-4");
        assertThat(names(USERS + "?q=ada%20(" + name + ")%20*")).containsExactly(name + "-2");
        assertThat(names(USERS + "?q=.*" + name)).isEmpty();
        assertThat(names(USERS + "?q=" + name + "-0%5CE")).isEmpty();
        String text = admin.get(USERS + "?q=" + name).text();
        assertThat(text).doesNotContain("password", "session", "hash", "argon");
    }

    @Test
    void listsNobodyWhomItCouldNotChange() {
        users().insertOne(new Document("_id", "odd " + name).append("username", name + "odd"));
        users().insertOne(new Document("_id", new ObjectId())
                .append("username", 7)
                .append("full_name", name + " seven"));

        assertThat(admin.get(USERS + "?q=" + name).array()).hasSize(2);
        users().deleteMany(Filters.or(Filters.eq("_id", "odd " + name), Filters.eq("full_name", name + " seven")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "cursor=x", "cursor=", "q=%00", "q=a%0Ab"})
    void badParametersAreNamed(String query) {
        Answer refused = admin.get(USERS + "?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(field(refused)).isEqualTo(query.replaceAll("=.*", ""));
    }

    @Test
    void changesWhatTheBodyNames() {
        Client bea = node.newUser(name + "b");
        String id = id(bea);

        Answer changed = admin.put(USERS + "/" + id, """
                {"role": "ADMIN", "full_name": " Bea ", "email": "%sbea@example.org"}""".formatted(name));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        JsonObject user = changed.json();
        assertThat(user.getString("role")).isEqualTo("ADMIN");
        assertThat(user.getString("full_name")).isEqualTo("Bea");
        assertThat(user.getString("email")).isEqualTo(name + "bea@example.org");
        assertThat(user.getBoolean("is_active")).isTrue();
        assertThat(bea.get(USERS).status()).isEqualTo(200);

        assertThat(admin.put(USERS + "/" + id, "{\"role\": \"USER\", \"full_name\": null}")
                        .json())
                .doesNotContainKey("full_name");
        assertThat(bea.get(USERS).status()).isEqualTo(403);
        Answer taken = admin.put(USERS + "/" + id, "{\"role\": \"ADMIN\", \"email\": \"" + name + "@EXAMPLE.org\"}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(field(taken)).isEqualTo("email");
        assertThat(bea.get(USERS).status()).as("all of it or nothing").isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            role      | {"role": "OWNER"}
            is_active | {"is_active": "false"}
            is_active | {"is_active": null}
            email     | {"email": null}
            full_name | {"full_name": 7}
            """)
    void aWrongFieldOfAChangeIsNamed(String field, String body) {
        String id = id(node.newUser(name + "b"));

        Answer refused = admin.put(USERS + "/" + id, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(field(refused)).isEqualTo(field);
        assertThat(admin.put(USERS + "/" + id, "{\"is_admin\": true}").status()).isEqualTo(400);
    }

    @Test
    void whoIsSwitchedOffIsOutWithTheNextRequestAndSoAreStreamsAndTokens() {
        Client bea = node.newUser(name + "b");
        String id = id(bea);
        String secret = bea.post("/api/auth/tokens", "{\"name\": \"t\", \"scopes\": [\"read\"]}")
                .json()
                .getString("token");
        Client program = node.client().withToken(secret);
        try (Events events = stream(bea)) {

            Answer off = admin.put(USERS + "/" + id, "{\"is_active\": false}");

            assertThat(off.json().getBoolean("is_active")).isFalse();
            assertThat(me(bea)).isEqualTo(401);
            assertThat(program.get("/api/conversations").status()).isEqualTo(401);
            events.awaitEnd(Duration.ofSeconds(2));
        }
        assertThat(login(name + "b")).isEqualTo(401);

        assertThat(admin.put(USERS + "/" + id, "{\"is_active\": true}").json().getBoolean("is_active"))
                .isTrue();
        assertThat(me(bea)).as("no session comes back").isEqualTo(401);
        assertThat(program.get("/api/conversations").status()).isEqualTo(200);
        assertThat(login(name + "b")).isEqualTo(200);
    }

    @Test
    void endsAllSessionsOfAUserAndTheirStreams() {
        Client bea = node.newUser(name + "b");
        Client phone = node.client().login(name + "b", Node.PASSWORD);
        try (Events events = stream(phone)) {

            Answer ended = admin.delete(USERS + "/" + id(bea) + "/sessions");

            assertThat(ended.status()).as(ended.text()).isEqualTo(200);
            assertThat(ended.json().getInt("ended_count")).isEqualTo(2);
            assertThat(me(bea)).isEqualTo(401);
            assertThat(me(phone)).isEqualTo(401);
            events.awaitEnd(Duration.ofSeconds(2));
        }
        assertThat(login(name + "b")).isEqualTo(200);
        assertThat(me(admin)).isEqualTo(200);
        Answer own = admin.delete(USERS + "/" + id(admin) + "/sessions");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.setCookies()).singleElement().asString().startsWith("session_id=;");
    }

    @Test
    void theLastActiveAdministratorStays() {
        users().updateMany(new Document("role", "admin"), Updates.set("role", "user"));
        Client first = node.newAdministrator(name + "1");
        Client second = node.newAdministrator(name + "2");
        String firstId = id(first);

        assertThat(second.put(USERS + "/" + id(second), "{\"role\": \"USER\"}").status())
                .isEqualTo(200);
        for (String change : List.of("{\"role\": \"USER\"}", "{\"is_active\": false}")) {
            Answer refused = first.put(USERS + "/" + firstId, change);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().getString("detail")).contains("last active administrator");
        }
        assertThat(first.put(USERS + "/" + firstId, "{\"role\": \"ADMIN\", \"is_active\": true}")
                        .status())
                .isEqualTo(200);
        assertThat(stored(firstId)).doesNotContainKey("leaving_admin");
    }

    @Test
    void ofAdministratorsWhoDemoteOneAnotherAtTheSameTimeOneStays() {
        for (int round = 0; round < 10; round++) {
            users().updateMany(new Document("role", "admin"), Updates.set("role", "user"));
            int number = round;
            List<Client> all = IntStream.range(0, 3)
                    .mapToObj(i -> node.newAdministrator(name + "-" + number + i))
                    .toList();
            List<String> ids = all.stream().map(AdminIT::id).toList();

            AtOnce.each(3, List.of(0, 1, 2), i -> {
                String body = i == 1 ? "{\"is_active\": false}" : "{\"role\": \"USER\"}";
                int status =
                        all.get(i).put(USERS + "/" + ids.get((i + 1) % 3), body).status();
                assertThat(status).isIn(200, 401, 403, 409);
            });

            long left =
                    users().countDocuments(Filters.and(Filters.eq("role", "admin"), Filters.ne("is_active", false)));
            assertThat(left).as("round " + round).isPositive();
            assertThat(users().countDocuments(Filters.exists("leaving_admin"))).isZero();
        }
    }

    @Test
    void anAddressThatIsTakenLeavesNoMark() {
        String second = id(node.newAdministrator(name + "2"));

        assertThat(admin.put(USERS + "/" + second, "{\"role\": \"USER\", \"email\": \"" + name + "@example.org\"}")
                        .status())
                .isEqualTo(409);

        assertThat(stored(second)).doesNotContainKey("leaving_admin").containsEntry("role", "admin");
    }

    @Test
    void theClaimOfANodeThatDiedHoldsNobodyBack() {
        users().updateMany(new Document("role", "admin"), Updates.set("role", "user"));
        Client first = node.newAdministrator(name + "1");
        String second = id(node.newAdministrator(name + "2"));
        ObjectId old = new ObjectId(new Date(System.currentTimeMillis() - 60_000));
        users().updateOne(Filters.eq("_id", new ObjectId(second)), Updates.set("leaving_admin", old));

        assertThat(first.put(USERS + "/" + id(first), "{\"role\": \"USER\"}").status())
                .isEqualTo(200);
        assertThat(stored(second)).doesNotContainKey("leaving_admin");
    }

    @Test
    void aUserAndAProgramAreRefusedAndThatIsAudited() {
        Client bea = node.newUser(name + "b");
        String id = id(admin);
        String secret = admin.post("/api/auth/tokens", "{\"name\": \"t\", \"scopes\": [\"write\"]}")
                .json()
                .getString("token");
        Client program = node.client().withToken(secret);
        for (Client refused : List.of(bea, program)) {
            assertThat(refused.get(USERS).status()).isEqualTo(403);
            assertThat(refused.post(USERS, "no JSON").status()).isEqualTo(403);
            assertThat(refused.put(USERS + "/" + id, "{\"role\": \"USER\"}").status())
                    .isEqualTo(403);
            assertThat(refused.delete(USERS + "/" + id + "/sessions").status()).isEqualTo(403);
            assertThat(refused.get("/api/admin/nowhere").status()).isEqualTo(403);
            assertThat(refused.get("/api//admin/users").status()).isIn(403, 404);
        }
        assertThat(bea.get(USERS).header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(node.client().get(USERS).status()).isEqualTo(401);

        Await.until("the entries", () -> entries(id(bea)).size() == 5);
        assertThat(entries(id(bea)))
                .extracting(entry -> entry.getString("action") + " " + entry.getString("outcome"))
                .containsExactlyInAnyOrder(
                        "admin.users.list denied",
                        "admin.users.list denied",
                        "admin.users.create denied",
                        "admin.users.update denied",
                        "admin.users.sessions denied");
    }

    @Test
    void eachIsOneEntryAboutTheUser() {
        String id = id(node.newUser(name + "b"));
        admin.get(USERS + "?q=" + name);
        admin.put(USERS + "/" + id, "{\"full_name\": \"Bea\"}");
        admin.put(USERS + "/" + "0".repeat(24), "{\"full_name\": \"Bea\"}");
        admin.delete(USERS + "/" + id.toUpperCase() + "/sessions");

        Await.until("the entries", () -> entries(id(admin)).size() == 4);
        assertThat(entries(id(admin)))
                .extracting(entry -> entry.getString("action") + " " + entry.getString("resource_type") + " "
                        + entry.getString("resource_id") + " " + entry.getInteger("status_code"))
                .containsExactlyInAnyOrder(
                        "admin.users.list user null 200",
                        "admin.users.update user " + id + " 200",
                        "admin.users.update user " + "0".repeat(24) + " 404",
                        "admin.users.sessions user " + id + " 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000000000000000", "x", "%24ne"})
    void anUnknownUserIsMissing(String id) {
        assertThat(admin.put(USERS + "/" + id, "{\"role\": \"USER\"}").text()).contains("User not found");
        assertThat(admin.delete(USERS + "/" + id + "/sessions").status()).isEqualTo(404);
    }

    private static Events stream(Client client) {
        Stage.shared().model().next(MINUTE);
        String id = client.post("/api/conversations", """
                        {"messages": [{"role": "user", "content": "Tell me"}]}""").json().getString("id");
        return client.events("POST", "/api/conversations/" + id + "/completions", "{}")
                .awaitText("w0");
    }

    private List<String> names(String path) {
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            Answer page = admin.get(next.get());
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.array().getValuesAs(JsonObject.class).forEach(user -> names.add(user.getString("username")));
            next = page.header("Link").map(link -> link.replaceAll("^<|>.*", ""));
        }
        return names;
    }

    private int login(String username) {
        return node.client()
                .post("/api/auth/login", """
                        {"username": "%s", "password": "%s"}""".formatted(username, Node.PASSWORD))
                .status();
    }

    private List<Document> entries(String userId) {
        return node.database()
                .getCollection("audit_logs")
                .find(Filters.and(Filters.eq("user_id", userId), Filters.regex("action", "^admin")))
                .into(new ArrayList<>());
    }

    private Document stored(String id) {
        return users().find(Filters.eq("_id", new ObjectId(id))).first();
    }

    private MongoCollection<Document> users() {
        return node.database().getCollection("users");
    }

    private static int me(Client client) {
        return client.get("/api/auth/me").status();
    }

    private static String id(Client client) {
        return client.get("/api/auth/me").json().getString("id");
    }

    private static String field(Answer refused) {
        return refused.json().getJsonArray("errors").getJsonObject(0).getString("field");
    }
}
