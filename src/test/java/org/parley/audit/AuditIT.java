package org.parley.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Exactly one entry for every request on conversations and logins, whatever its outcome, and never any content. */
class AuditIT {
    private static final String MARK = "marker-" + UUID.randomUUID();
    private static final String MESSAGE = "{\"role\": \"user\", \"content\": \"" + MARK + "\"}";
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);

    private final Node node = Node.shared();
    private final Client client = node.newUser();
    private String agent = "audit-test/" + UUID.randomUUID();
    private final MongoCollection<Document> log = node.database().getCollection("audit_logs");

    @Test
    void everyActionAndOutcomeHasItsEntry() {
        String id = client.post("/api/conversations", "{\"title\": \"" + MARK + "\"}", "User-Agent", agent)
                .json()
                .getString("id");
        String path = "/api/conversations/" + id;
        client.get("/conversations?limit=1", "User-Agent", agent);
        client.get("/api/conversations?limit=x", "User-Agent", agent);
        client.get("/api/conversations/stats/count", "User-Agent", agent);
        client.get(path + "?secret=" + MARK, "User-Agent", agent);
        client.get(path + "/messages", "User-Agent", agent);
        client.post(path + "/messages", MESSAGE, "User-Agent", agent, "Idempotency-Key", MARK);
        client.post(path + "/messages", "{", "User-Agent", agent);
        client.post(path + "/messages", "{}", "User-Agent", agent, "Idempotency-Key", MARK);
        client.post(path + "/messages", MESSAGE.replace("user", "tool"), "User-Agent", agent, "Idempotency-Key", MARK);
        client.put(path, "{\"title\": \"x\"}", "User-Agent", agent, "If-Match", "\"no\"");
        client.put(path, "{\"title\": \"x\"}", "User-Agent", agent);
        client.send("PUT", path, "text/plain", MARK, "User-Agent", agent);
        client.post("/api/conversations", "{\"x\": \"" + "x".repeat(16 << 20) + "\"}", "User-Agent", agent);
        client.put(path, "{}", "User-Agent", agent, "Sec-Fetch-Site", "cross-site");
        node.newUser().get(path, "User-Agent", agent);
        client.get("/api/conversations/nothing", "User-Agent", agent);
        node.client().get(path, "User-Agent", agent);
        client.delete(path, "User-Agent", agent);
        client.delete("/api/conversations", "User-Agent", agent);

        assertThat(outcomes(20))
                .containsExactlyInAnyOrder(
                        "conversations.create 201 success",
                        "conversations.list 200 success",
                        "conversations.list 400 failure",
                        "conversations.count 200 success",
                        "conversations.get 200 success",
                        "conversations.messages 200 success",
                        "conversations.add_message 200 success",
                        "conversations.add_message 400 failure",
                        "conversations.add_message 400 failure",
                        "conversations.add_message 422 failure",
                        "conversations.update 412 failure",
                        "conversations.update 200 success",
                        "conversations.update 415 failure",
                        "conversations.create 413 failure",
                        "conversations.update 403 denied",
                        "conversations.get 404 denied",
                        "conversations.get 404 failure",
                        "access.denied 401 denied",
                        "conversations.delete 204 success",
                        "conversations.delete_all 200 success");
    }

    @Test
    void everyKindOfRefusalHasItsEntry() {
        String id = client.post("/api/conversations", "{\"messages\": [" + MESSAGE.replace("user", "assistant") + "]}")
                .json()
                .getString("id");
        String path = "/api/conversations/" + id;
        client.post(path + "/messages", MESSAGE, "Idempotency-Key", MARK);
        keyOfARequestStillRunning(id);

        client.send("PATCH", path, "application/json", "{}", "User-Agent", agent);
        client.get(path, "User-Agent", agent, "Accept", "image/png");
        client.put("/api/conversations/" + "0".repeat(23), "{}", "User-Agent", agent);
        client.get(path + "/messages?limit=0", "User-Agent", agent);
        client.get(path + "/thread?limit=0", "User-Agent", agent);
        client.get(path + "/nowhere", "User-Agent", agent);
        client.put(path, "{\"messages\": 1}", "User-Agent", agent);
        client.delete(path, "User-Agent", agent, "If-Match", "\"no\"");
        client.post(path + "/messages", MESSAGE, "User-Agent", agent, "Idempotency-Key", MARK);
        client.post(path + "/messages", tooLarge(), "User-Agent", agent);
        client.post(path + "/completions", "{\"parent\": 7}", "User-Agent", agent);
        client.post(path + "/completions", "{\"parent\": 0}", "User-Agent", agent);
        client.post(path + "/completions", "{\"model\": \"none\"}", "User-Agent", agent);
        client.delete(path + "/completions/" + new ObjectId(), "User-Agent", agent);
        node.client().delete("/api/conversations", "User-Agent", agent);

        assertThat(outcomes(15))
                .containsExactlyInAnyOrder(
                        "conversations.update 405 failure",
                        "conversations.get 406 failure",
                        "conversations.update 404 failure",
                        "conversations.messages 400 failure",
                        "conversations.messages 400 failure",
                        "conversations.get 404 failure",
                        "conversations.update 400 failure",
                        "conversations.delete 412 failure",
                        "conversations.add_message 409 failure",
                        "conversations.add_message 413 failure",
                        "conversations.add_message 400 failure",
                        "conversations.add_message 409 failure",
                        "conversations.add_message 400 failure",
                        "conversations.add_message 404 failure",
                        "access.denied 401 denied");
    }

    private void keyOfARequestStillRunning(String conversationId) {
        Bson change = Updates.combine(
                Updates.unset("seq"),
                Updates.unset("updated_at"),
                Updates.set("lease_until", Date.from(Instant.now().plusSeconds(60))));
        assertThat(node.database()
                        .getCollection("idempotency_keys")
                        .updateOne(Filters.eq("conversation_id", conversationId), change)
                        .getMatchedCount())
                .isEqualTo(1);
    }

    private static String tooLarge() {
        return MESSAGE.replace(MARK, "x".repeat((1 << 20) + 1));
    }

    @Test
    void anEntrySaysWhoWhatWhereAndFromWhere() {
        String me = client.get("/api/auth/me").json().getString("id");
        String id = client.post("/conversations?x=1", "{}", "User-Agent", agent)
                .json()
                .getString("id");

        // The entry of a write is stored before its response, so there is no need to wait.
        Document entry = log.find(Filters.eq("user_agent", agent)).first();
        assertThat(entry.getString("user_id")).isEqualTo(me);
        assertThat(entry.getString("username")).startsWith("u");
        assertThat(entry.getString("resource_type")).isEqualTo("conversation");
        assertThat(entry.getString("resource_id")).isEqualTo(id);
        assertThat(entry.getString("method")).isEqualTo("POST");
        assertThat(entry.getString("endpoint")).isEqualTo("/conversations");
        assertThat(entry.getString("ip_address")).isNotBlank();
        assertThat(entry.get("timestamp")).isInstanceOf(Date.class);
    }

    @Test
    void loginsOfEveryOutcomeAreKeptWithoutTheirSecrets() {
        String name = "a" + UUID.randomUUID().toString().replace("-", "");
        String register = """
                {"username": "%s", "email": "%s@example.org", "password": "%s"}""".formatted(name, name, MARK);
        Client visitor = node.client();
        visitor.post("/api/auth/register", register, "User-Agent", agent);
        visitor.post("/api/auth/register", register, "User-Agent", agent);
        visitor.post("/api/auth/register", "{}", "User-Agent", agent);
        visitor.post("/api/auth/login", login(name, "wrong " + MARK), "User-Agent", agent);
        visitor.post("/api/auth/login", "{", "User-Agent", agent);
        visitor.post("/auth/login", login(name, MARK), "User-Agent", agent);
        visitor.get("/auth/me", "User-Agent", agent);
        visitor.get("/api/health", "User-Agent", agent);
        visitor.post("/auth/logout", "", "User-Agent", agent);
        visitor.get("/auth/me", "User-Agent", agent);

        assertThat(outcomes(7))
                .containsExactlyInAnyOrder(
                        "auth.register 201 success",
                        "auth.register 409 failure",
                        "auth.register 400 failure",
                        "auth.login 401 denied",
                        "auth.login 400 failure",
                        "auth.login 200 success",
                        "auth.logout 200 success");
    }

    @Test
    void guessingIsKeptToo() {
        String name = "g" + UUID.randomUUID().toString().replace("-", "");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            statuses.add(node.client()
                    .post("/api/auth/login", login(name, "wrong"), "User-Agent", agent)
                    .status());
        }

        assertThat(statuses).contains(429);
        assertThat(entries(7))
                .extracting(entry -> entry.getInteger("status_code"))
                .containsExactlyElementsOf(statuses);
    }

    @Test
    void noEntryHoldsAContentOrASecret() {
        everyActionAndOutcomeHasItsEntry();
        agent = "AuditIT " + UUID.randomUUID(); // tells this part's entries from those before
        loginsOfEveryOutcomeAreKeptWithoutTheirSecrets();

        String cookie = client.cookie("session_id").orElseThrow();
        assertThat(log.find()).allSatisfy(entry -> assertThat(entry.toJson()).doesNotContain(MARK, cookie));
    }

    /** The entries of requests, each as {@code action status outcome}. */
    private List<String> outcomes(int expected) {
        return entries(expected).stream()
                .map(entry -> entry.getString("action") + " " + entry.getInteger("status_code") + " "
                        + entry.getString("outcome"))
                .toList();
    }

    private List<Document> entries(int expected) {
        long giveUp = System.nanoTime() + WRITTEN_WITHIN.toNanos();
        while (log.countDocuments(Filters.eq("user_agent", agent)) < expected && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        client.post("/api/conversations/" + new ObjectId() + "/messages", "{}"); // whatever waits comes before it
        return log.find(Filters.eq("user_agent", agent))
                .sort(Sorts.ascending("timestamp"))
                .into(new ArrayList<>());
    }

    private static String login(String name, String password) {
        return "{\"username\": \"" + name + "\", \"password\": \"" + password + "\"}";
    }
}
