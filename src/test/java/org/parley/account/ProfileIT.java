package org.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Bcrypt;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Stage;

/** One's name, address and password by REST. */
class ProfileIT {
    private static final String ME = "/api/auth/me";
    private static final String PASSWORD = ME + "/password";
    private static final String NEW = "a longer night than most";

    private final Node node = Stage.shared().node();
    private final String name = name();
    private final Client ada = node.newUser(name);

    @BeforeEach
    @AfterEach
    void reset() {
        Stage.shared().model().reset();
    }

    @Test
    void nameAndAddressChangeAndWhatIsNotNamedStays() {
        Answer named = ada.put(ME, profile("full_name", " Ada King "));
        Answer addressed = ada.put("/auth/me", profile("email", name + "@Example.com"));

        assertThat(named.status()).as(named.text()).isEqualTo(200);
        assertThat(named.json().getString("full_name")).isEqualTo("Ada King");
        assertThat(named.json().getString("email")).isEqualTo(name + "@example.org");
        assertThat(addressed.json().getString("full_name")).isEqualTo("Ada King");
        assertThat(addressed.json().getString("email")).isEqualTo(name + "@Example.com");
        assertThat(ada.get(ME).text()).isEqualTo(addressed.text());
        assertThat(user()).containsEntry("email_key", name + "@example.com");

        Answer removed = ada.put(ME, "{\"full_name\": null, \"password\": \"" + Node.PASSWORD + "\"}");
        assertThat(removed.json()).doesNotContainKey("full_name");
        assertThat(user()).doesNotContainKey("full_name");
    }

    @Test
    void aTakenAddressIsAConflictInAnyCaseAndOnesOwnIsNot() {
        String other = name();
        node.newUser(other);

        Answer taken = ada.put(ME, profile("email", other.toUpperCase(Locale.ROOT) + "@example.org"));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("email");
        assertThat(ada.get(ME).json().getString("email")).isEqualTo(name + "@example.org");
        assertThat(ada.put(ME, profile("email", name + "@EXAMPLE.org")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"full_name\": \"Eve\"}",
                "{\"password\": 5}",
                "{\"email\": \"nowhere\", \"password\": \"correct horse battery\"}",
                "{\"email\": null, \"password\": \"correct horse battery\"}",
                "{\"email\": {\"$set\": 1}, \"password\": \"correct horse battery\"}",
                "{\"full_name\": 7, \"password\": \"correct horse battery\"}",
            })
    void whatIsNoProfileIsRefusedAndNothingIsStored(String body) {
        String before = ada.get(ME).text();

        assertThat(ada.put(ME, body).status()).isEqualTo(400);
        assertThat(ada.get(ME).text()).isEqualTo(before);
    }

    @Test
    void allInvalidFieldsAreNamed() {
        Answer refused = ada.put(
                ME,
                Json.createObjectBuilder()
                        .add("full_name", "x".repeat(201))
                        .add("email", "x@y")
                        .add("password", Node.PASSWORD)
                        .build());

        assertThat(refused.json().getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("field"))
                .containsExactly("email", "full_name");
    }

    @Test
    void withAWrongPasswordNothingChangesAndItIsNoLogout() {
        String before = ada.get(ME).text();

        Answer profile = ada.put(ME, "{\"full_name\": \"Eve\", \"password\": \"not the password\"}");
        Answer password = change(ada, "not the password", NEW);

        assertThat(profile.status()).isEqualTo(403);
        assertThat(profile.json().getString("detail")).contains("password is wrong");
        assertThat(password.text()).isEqualTo(profile.text());
        assertThat(password.setCookies()).isEmpty();
        assertThat(ada.get(ME).text()).isEqualTo(before);
        assertThat(login(Node.PASSWORD)).isEqualTo(200);
    }

    @Test
    void wrongPasswordsAndFailedLoginsAreCountedAndThrottledTogether() {
        for (int i = 0; i < 3; i++) {
            assertThat(change(ada, "guess " + i, NEW).status()).isEqualTo(403);
        }
        assertThat(login("guess")).isEqualTo(401);
        assertThat(ada.put(ME, "{\"full_name\": \"Eve\", \"password\": \"guess\"}")
                        .status())
                .isEqualTo(403);

        Answer throttled = change(ada, Node.PASSWORD, NEW);

        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("Retry-After")).contains("1");
        assertThat(login(Node.PASSWORD)).isEqualTo(429);
        assertThat(ada.get(ME).status()).isEqualTo(200);
    }

    @Test
    void theNewPasswordOpensAndTheOldOneDoesNot() {
        String before = ada.cookie("session_id").orElseThrow();

        Answer changed = change(ada, Node.PASSWORD, NEW);

        assertThat(changed.status()).as(changed.text()).isEqualTo(204);
        assertThat(changed.setCookies())
                .singleElement()
                .asString()
                .matches("session_id=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax");
        assertThat(ada.cookie("session_id")).get().isNotEqualTo(before);
        assertThat(ada.get(ME).status()).isEqualTo(200);
        assertThat(status(before)).isEqualTo(401);
        assertThat(login(Node.PASSWORD)).isEqualTo(401);
        assertThat(login(NEW)).isEqualTo(200);
        assertThat(user().getString("password_hash")).startsWith("$argon2id$");
    }

    @Test
    void theOtherSessionsAndTheirStreamsEndAndTheOneInUseGoesOn() {
        Client other = node.client().login(name, Node.PASSWORD);
        try (Events mine = Stream.of(ada, Stage.shared().model());
                Events others = Stream.of(other, Stage.shared().model())) {

            assertThat(change(ada, Node.PASSWORD, NEW).status()).isEqualTo(204);
            int read = mine.all().size();

            assertThat(other.get(ME).status()).isEqualTo(401);
            others.awaitEnd(Stream.END);
            assertThat(others.all()).extracting(Events.Event::name).doesNotContain("done");
            mine.awaitText("w" + (read + 100) + " ");
        }
        assertThat(node.client().login(name, NEW).get(ME).status()).isEqualTo(200);
    }

    @Test
    void aSessionOfALoginThatCheckedTheOldPasswordDoesNotCount() {
        Client late = node.newUser(name()); // its document is made that of a login before the change, stored after it
        change(ada, Node.PASSWORD, NEW);

        String handedOut = late.cookie("session_id").orElseThrow();
        Document stored = node.database()
                .getCollection("sessions")
                .find(Filters.eq("user_id", id(late)))
                .first();
        node.database()
                .getCollection("sessions")
                .updateOne(
                        Filters.eq("_id", stored.get("_id")), new Document("$set", new Document("user_id", id(ada))));

        assertThat(status(handedOut)).isEqualTo(401);
        assertThat(ada.get(ME).status()).isEqualTo(200);
    }

    @Test
    void aSecondChangeEndsTheSessionThatTheFirstOneKept() {
        change(ada, Node.PASSWORD, NEW);
        Client other = node.client().login(name, NEW);

        assertThat(change(other, NEW, NEW + " again").status()).isEqualTo(204);

        assertThat(ada.get(ME).status()).isEqualTo(401);
        assertThat(other.get(ME).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "iloveyou", "Password1", "12345678", "{name}", "{name}99", "{name}@example.org"})
    void aBadPasswordIsRefusedHereAndAtTheRegistration(String wanted) {
        Answer refused = change(ada, Node.PASSWORD, wanted.replace("{name}", name));
        String other = name();
        Answer registration =
                node.client().post("/api/auth/register", """
                {"username": "%s", "email": "%s@example.org", "password": "%s"}""".formatted(other, other, wanted.replace("{name}", other)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("new");
        assertThat(registration.status()).isEqualTo(400);
        assertThat(registration.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("password");
        assertThat(ada.get(ME).status()).isEqualTo(200);
        assertThat(login(Node.PASSWORD)).isEqualTo(200);
    }

    @Test
    void thePasswordThatOneHasIsNoNewOne() {
        assertThat(change(ada, Node.PASSWORD, Node.PASSWORD).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"current\": \"x\"}", "{\"new\": \"x\"}", "{\"current\": \"x\", \"new\": 7}"})
    void whatIsNoChangeIsABadRequest(String body) {
        assertThat(ada.put(PASSWORD, body).status()).isEqualTo(400);
    }

    @Test
    void aWeakPasswordOfBeforeStillOpens() {
        String weak = Password.hash("test123")
                .with(BcryptFunction.getInstance(Bcrypt.B, 6))
                .getResult();
        node.database()
                .getCollection("users")
                .updateOne(
                        Filters.eq("_id", new ObjectId(id(ada))),
                        new Document("$set", new Document("password_hash", weak)));

        assertThat(login("test123")).isEqualTo(200);
        assertThat(change(ada, "test123", NEW).status()).isEqualTo(204);
    }

    @Test
    void nothingChangesWithoutASession() {
        assertThat(node.client().put(ME, profile("full_name", "Eve")).status()).isEqualTo(401);
        assertThat(change(node.client(), Node.PASSWORD, NEW).status()).isEqualTo(401);
        Answer foreign = ada.put(
                PASSWORD,
                "{\"current\": \"" + Node.PASSWORD + "\", \"new\": \"" + NEW + "\"}",
                "Sec-Fetch-Site",
                "cross-site");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(login(Node.PASSWORD)).isEqualTo(200);
    }

    @Test
    void eachIsOneAuditEntryWithoutThePasswords() {
        ada.put(ME, profile("full_name", "Ada King"));
        change(ada, "not the password", NEW);
        change(ada, Node.PASSWORD, "iloveyou");
        change(ada, Node.PASSWORD, NEW);

        List<Document> entries = node.database()
                .getCollection("audit_logs")
                .find(Filters.eq("user_id", id(ada)))
                .sort(Sorts.ascending("timestamp", "_id"))
                .into(new ArrayList<>());
        assertThat(entries)
                .extracting(entry -> entry.getString("action") + " " + entry.getInteger("status_code") + " "
                        + entry.getString("outcome"))
                .containsExactly(
                        "auth.profile 200 success",
                        "auth.password 403 denied",
                        "auth.password 400 failure",
                        "auth.password 204 success");
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(entry).containsEntry("resource_type", "user").containsEntry("resource_id", id(ada)));
        assertThat(entries.toString()).doesNotContain("King", "not the password", Node.PASSWORD, NEW, "iloveyou");
    }

    private static Answer change(Client client, String current, String wanted) {
        return client.put(
                PASSWORD,
                Json.createObjectBuilder()
                        .add("current", current)
                        .add("new", wanted)
                        .build());
    }

    private static JsonObject profile(String field, String value) {
        return Json.createObjectBuilder()
                .add(field, value)
                .add("password", Node.PASSWORD)
                .build();
    }

    private int login(String password) {
        return node.client()
                .post("/api/auth/login", "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password))
                .status();
    }

    private int status(String cookie) {
        return node.client().withCookie("session_id", cookie).get(ME).status();
    }

    private Document user() {
        return node.database()
                .getCollection("users")
                .find(Filters.eq("_id", new ObjectId(id(ada))))
                .first();
    }

    private static String id(Client client) {
        return client.get(ME).json().getString("id");
    }

    private static String name() {
        return "p" + UUID.randomUUID().toString().replace("-", "");
    }
}
