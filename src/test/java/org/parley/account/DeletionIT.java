package org.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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

/** The deletion of one's account by REST. */
class DeletionIT {
    private static final String PATH = "/api/auth/me/delete";
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private static final Node node = Stage.shared().node();

    /** They are deleted before the tests, because each deletion takes its time, and two at once take no more. */
    private static final String ODD_NAME = newName();

    private static final String AUDITED_NAME = newName();

    private static String odd;
    private static String audited;

    private final String name = newName();

    @BeforeAll
    static void beginDeletions() {
        odd = withDocumentsOfOtherPrograms();
        audited = withAuditEntries();
    }

    @BeforeEach
    @AfterEach
    void reset() {
        Stage.shared().model().reset();
    }

    @Test
    void withinAMinuteNothingIsLeftAndTheNameIsFree() {
        Belongings ada = new Belongings(node, name);
        Client phone = node.client().login(name, Node.PASSWORD);
        Belongings bea = new Belongings(node, "b" + name.substring(1, 20));
        ada.awaitAll();
        bea.awaitAll();
        try (Events events = Stream.of(phone, Stage.shared().model())) {
            long started = System.nanoTime();

            Answer deleted = ada.delete();

            assertThat(deleted.status()).as(deleted.text()).isEqualTo(204);
            assertThat(deleted.setCookies()).singleElement().asString().startsWith("session_id=;");
            assertThat(phone.get("/api/auth/me").status()).isEqualTo(401);
            assertThat(login()).isEqualTo(401);
            assertThat(register()).isEqualTo(409);
            events.awaitEnd(Stream.END);
            ada.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(WITHIN);
        }

        ada.areGone();
        assertThat(register()).isEqualTo(201);
        assertThat(bea.client.get("/api/search?q=quokka").json().getJsonArray("results"))
                .isNotEmpty();
        assertThat(bea.client.get("/api/trash").array()).hasSize(1);
    }

    private static String withDocumentsOfOtherPrograms() {
        Client ada = node.newUser(ODD_NAME);
        String id = id(ada);
        ObjectId oid = new ObjectId(id);
        String name = ODD_NAME;
        collection("conversations")
                .insertMany(List.of(
                        new Document("_id", "odd " + name)
                                .append("user_id", oid)
                                .append("title", 7),
                        new Document("user_id", id).append("messages", "none").append("title", name),
                        new Document("trashed_by", id)
                                .append("trashed_user_id", oid)
                                .append("trashed_at", new Date())));
        collection("message_segments")
                .insertOne(new Document("_id", new Document("conversation_id", new ObjectId()).append("segment", 3))
                        .append("user_id", id)
                        .append("messages", List.of()));
        collection("answers")
                .insertOne(new Document("_id", name)
                        .append("conversation_id", name)
                        .append("parent", "odd")
                        .append("beat_at", new Date())
                        .append("user_id", id));

        assertThat(delete(ada, Node.PASSWORD).status()).isEqualTo(204);
        return id;
    }

    @Test
    void whatOtherProgramsHaveStoredOfTheUserGoesToo() {
        awaitEnd(odd);

        for (String collection : List.of("conversations", "message_segments", "answers")) {
            assertThat(collection(collection)
                            .countDocuments(Filters.or(
                                    Filters.in("user_id", odd, new ObjectId(odd)), Filters.eq("trashed_by", odd))))
                    .as(collection)
                    .isZero();
        }
    }

    private static String withAuditEntries() {
        Client ada = node.newUser(AUDITED_NAME);
        String id = id(ada);
        node.client()
                .post("/api/auth/login", "{\"username\": \"" + AUDITED_NAME.toUpperCase() + "\", \"password\": \"x\"}");
        ada.post("/api/conversations", "{}");

        assertThat(delete(ada, Node.PASSWORD).status()).isEqualTo(204);
        return id;
    }

    @Test
    void theAuditLogKeepsTheIdAndLosesTheName() {
        awaitEnd(audited);

        List<Document> entries =
                collection("audit_logs").find(Filters.eq("user_id", audited)).into(new ArrayList<>());
        assertThat(entries)
                .extracting(entry -> entry.getString("action") + " " + entry.getInteger("status_code"))
                .containsExactlyInAnyOrder("conversations.create 201", "account.delete 204");
        assertThat(entries).allSatisfy(entry -> assertThat(entry).doesNotContainKey("username"));
        assertThat(collection("audit_logs").find(Filters.regex("username", "^" + AUDITED_NAME + "$", "i")))
                .isEmpty();
    }

    @Test
    void aWrongPasswordDeletesNothingAndIsThrottled() {
        Client ada = node.newUser(name);
        for (int i = 0; i < 5; i++) {
            assertThat(delete(ada, "guess " + i).status()).isEqualTo(403);
        }

        Answer throttled = delete(ada, Node.PASSWORD);

        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("Retry-After")).contains("1");
        assertThat(ada.get("/api/auth/me").json().getBoolean("is_active")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"password\": \"\"}", "{\"password\": 7}"})
    void whatIsNoConfirmationIsABadRequest(String body) {
        Client ada = node.newUser(name);

        assertThat(ada.post(PATH, body).status()).isEqualTo(400);
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(200);
    }

    @Test
    void withoutASessionOrFromAnotherSiteNothingIsDeleted() {
        Client ada = node.newUser(name);

        assertThat(delete(node.client(), Node.PASSWORD).status()).isEqualTo(401);
        assertThat(ada.post(PATH, "{\"password\": \"" + Node.PASSWORD + "\"}", "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(ada.get(PATH).status()).isEqualTo(405);
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(200);
    }

    @Test
    void theLastActiveAdministratorStays() {
        collection("users").updateMany(new Document("role", "admin"), Updates.set("role", "user"));
        Client first = admin("1");
        Client second = admin("2");
        collection("users").updateOne(Filters.eq("username", name + "2"), Updates.set("is_active", false));

        Answer refused = delete(first, Node.PASSWORD);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getString("detail")).contains("last administrator");
        assertThat(first.get("/api/auth/me").status()).isEqualTo(200);

        collection("users").updateOne(Filters.eq("username", name + "2"), Updates.set("is_active", true));
        assertThat(delete(first, Node.PASSWORD).status()).isEqualTo(204);
        assertThat(delete(second, Node.PASSWORD).status()).isEqualTo(409);
        assertThat(second.get("/api/auth/me").status()).isEqualTo(200);
        collection("users").updateOne(Filters.eq("username", name + "2"), Updates.set("role", "user"));
    }

    @Test
    void aUserWhoIsBeingDeletedCannotBeSwitchedOnAgain() {
        Client ada = node.newUser(name);
        ObjectId id = new ObjectId(id(ada));
        Client phone = node.client().login(name, Node.PASSWORD);
        collection("users")
                .updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(Updates.set("deleting_at", new Date()), Updates.set("is_active", true)));

        assertThat(phone.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(login()).isEqualTo(401);
    }

    private Client admin(String suffix) {
        Client client = node.newUser(name + suffix);
        collection("users").updateOne(Filters.eq("username", name + suffix), Updates.set("role", "admin"));
        return client;
    }

    private static Answer delete(Client client, String password) {
        return client.post(PATH, "{\"password\": \"" + password + "\"}");
    }

    private int login() {
        return node.client()
                .post("/api/auth/login", "{\"username\": \"" + name + "\", \"password\": \"" + Node.PASSWORD + "\"}")
                .status();
    }

    private int register() {
        return node.client()
                .post("/api/auth/register", """
                {"username": "%s", "email": "%s@example.org", "password": "%s"}""".formatted(name, name, Node.PASSWORD))
                .status();
    }

    private static String id(Client client) {
        return client.get("/api/auth/me").json().getString("id");
    }

    private static void awaitEnd(String id) {
        Await.until("the end", () -> collection("users").countDocuments(Filters.eq("_id", new ObjectId(id))) == 0);
    }

    private static String newName() {
        return "d" + UUID.randomUUID().toString().replace("-", "");
    }

    private static MongoCollection<Document> collection(String collection) {
        return node.database().getCollection(collection);
    }
}
