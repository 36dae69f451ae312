package org.parley.trash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The trash over REST. */
class TrashIT {
    private static final String MESSAGE = "{\"role\": \"user\", \"content\": \"Hello\"}";
    private static final Duration KEPT = Duration.ofDays(30);

    private static Node brief;
    private static Node none;

    private final Node node = Node.shared();
    private final Client client = node.newUser();

    @BeforeAll
    static void start() {
        brief = Node.start("PARLEY_REGISTRATION=open", "PARLEY_TRASH=PT2S");
        none = Node.start("PARLEY_REGISTRATION=open", "PARLEY_TRASH=PT0S");
    }

    @AfterAll
    static void stop() {
        brief.close();
        none.close();
    }

    @Test
    void whatIsDeletedIs404EverywhereButInTheTrash() {
        String id = conversation(client);
        String path = "/api/conversations/" + id;
        String unknown = client.get("/api/conversations/" + new ObjectId()).text();

        assertThat(client.delete(path).status()).isEqualTo(204);

        for (Answer answer : List.of(
                client.get(path),
                client.get(path + "?view=summary"),
                client.get(path + "/messages"),
                client.get(path + "/thread"),
                client.get(path + "/completions"),
                client.put(path, "{\"title\": \"t\"}"),
                client.put(path, "{\"messages\": []}"),
                client.put(path, "{\"tags\": [\"t\"]}"),
                client.post(path + "/messages", MESSAGE),
                client.post(path + "/messages", MESSAGE, "Idempotency-Key", id),
                client.post(path + "/completions", ""),
                client.delete(path))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).isEqualTo(unknown);
        }
        assertThat(client.get("/api/conversations?status=all").array()).isEmpty();
        assertThat(client.get("/api/conversations?tag=kept").array()).isEmpty();
        assertThat(client.get("/api/tags").array()).isEmpty();
        assertThat(client.get("/api/conversations/stats/count?status=all")
                        .json()
                        .getInt("count"))
                .isZero();
        assertThat(client.delete("/api/conversations").json().getInt("deleted_count"))
                .isZero();

        JsonObject trashed = client.get("/api/trash").array().getJsonObject(0);
        assertThat(trashed.getString("id")).isEqualTo(id);
        assertThat(trashed.getString("user_id"))
                .isEqualTo(client.get("/api/auth/me").json().getString("id"));
        assertThat(trashed.getString("preview")).isEqualTo("Hello");
        assertThat(trashed.getInt("message_count")).isEqualTo(1);
        assertThat(trashed.getJsonArray("tags").toString()).isEqualTo("[\"kept\"]");
        assertThat(Instant.parse(trashed.getString("trashed_at")).plus(KEPT))
                .isEqualTo(Instant.parse(trashed.getString("purged_at")));
    }

    @Test
    void aRestoredConversationAnswersAsBefore() {
        String id = conversation(client);
        String path = "/api/conversations/" + id;
        Answer before = client.get(path);
        client.delete(path);

        Answer restored = client.post("/api/trash/" + id + "/restore", "");

        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.json().getString("id")).isEqualTo(id);
        assertThat(restored.json().getInt("message_count")).isEqualTo(1);
        assertThat(client.get(path).text()).isEqualTo(before.text());
        assertThat(client.get("/api/conversations?tag=kept").array()).hasSize(1);
        assertThat(client.get("/api/trash").array()).isEmpty();
        assertThat(client.post("/api/trash/" + id + "/restore", "").status()).isEqualTo(404);
        assertThat(client.post(path + "/messages", MESSAGE).status()).isEqualTo(200);
    }

    @Test
    void aDeletionWithAStateThatHasChangedPutsNothingIntoTheTrash() {
        String path = "/api/conversations/" + conversation(client);
        String tag = client.get(path).header("ETag").orElseThrow();
        client.post(path + "/messages", MESSAGE);

        assertThat(client.delete(path, "If-Match", tag).status()).isEqualTo(412);
        assertThat(client.get("/api/trash").array()).isEmpty();
        tag = client.get(path).header("ETag").orElseThrow();
        assertThat(client.delete(path, "If-Match", tag).status()).isEqualTo(204);
    }

    @Test
    void aStrangersTrashIsNotThere() {
        String id = conversation(client);
        client.delete("/api/conversations/" + id);
        Client stranger = node.newUser();

        assertThat(stranger.get("/api/trash").array()).isEmpty();
        String unknown = stranger.delete("/api/trash/" + new ObjectId()).text();
        for (Answer answer :
                List.of(stranger.post("/api/trash/" + id + "/restore", ""), stranger.delete("/api/trash/" + id))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).isEqualTo(unknown);
        }
        stranger.delete("/api/trash");
        assertThat(client.get("/api/trash").array()).hasSize(1);
    }

    @Test
    void aPurgeLeavesNothingButTheIdsOfTheAuditLog() {
        String secret = "secret-" + new ObjectId();
        String id = client.post(
                        "/api/conversations",
                        "{\"title\": \"" + secret + "\", \"tags\": [\"" + secret + "\"]}",
                        "Idempotency-Key",
                        secret)
                .json()
                .getString("id");
        for (int i = 0; i < 170; i++) {
            client.post(
                    "/api/conversations/" + id + "/messages",
                    "{\"role\": \"user\", \"content\": \"" + secret + "\"}",
                    "Prefer",
                    "return=minimal");
        }
        String other = conversation(client);
        client.delete("/api/conversations/" + other);
        client.delete("/api/conversations/" + id);

        assertThat(client.delete("/api/trash/" + id).status()).isEqualTo(204);

        assertThat(client.delete("/api/trash/" + id).status()).isEqualTo(404);
        assertThat(left(node, id, secret)).isEmpty();
        assertThat(client.get("/api/trash").array()).hasSize(1);
        assertThat(client.delete("/api/trash").json().getInt("deleted_count")).isEqualTo(1);
        assertThat(client.get("/api/trash").array()).isEmpty();
    }

    @Test
    void theTrashIsReadInPages() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, conversation(client));
            client.delete("/api/conversations/" + ids.get(0));
        }
        List<String> read = new ArrayList<>();
        String next = "/api/trash?limit=2";
        while (next != null) {
            Answer page = client.get(next);
            page.array().getValuesAs(JsonObject.class).forEach(entry -> read.add(entry.getString("id")));
            next = page.header("Link")
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse(null);
        }

        assertThat(read).isEqualTo(ids);
        assertThat(client.get("/api/trash?limit=0").status()).isEqualTo(400);
        assertThat(client.get("/api/trash?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void aBatchPutsIntoTheTrashAndRestores() {
        String one = conversation(client);
        String two = conversation(client);
        String ids = "{\"ids\": [\"" + one + "\", \"" + two + "\"], \"action\": ";

        assertThat(client.post("/api/conversations/batch", ids + "\"trash\"}")
                        .json()
                        .getJsonArray("done"))
                .hasSize(2);
        assertThat(client.get("/api/trash").array()).hasSize(2);
        client.post("/api/trash/" + one + "/restore", "");
        JsonObject restored =
                client.post("/api/conversations/batch", ids + "\"restore\"}").json();
        assertThat(restored.getJsonArray("done").toString()).isEqualTo("[\"" + two + "\"]");
        assertThat(restored.getJsonArray("failed").getJsonObject(0).getString("id"))
                .isEqualTo(one);
        assertThat(client.get("/api/conversations").array()).hasSize(2);
    }

    @Test
    void theAuditLogHoldsRestoresAndEachPurge() {
        String agent = "trash/" + new ObjectId();
        String one = conversation(client);
        String two = conversation(client);
        client.delete("/api/conversations");
        client.post("/api/trash/" + one + "/restore", "", "User-Agent", agent);
        client.delete("/api/conversations/" + one);
        client.delete("/api/trash", "User-Agent", agent);

        assertThat(node.database()
                        .getCollection("audit_logs")
                        .find(Filters.eq("user_agent", agent))
                        .into(new ArrayList<>()))
                .extracting(entry -> entry.getString("action") + " " + entry.getString("resource_id"))
                .containsExactlyInAnyOrder(
                        "conversations.restore " + one, "conversations.purge " + one, "conversations.purge " + two);
    }

    @Test
    void aNodePurgesWhatHasLainInTheTrashLongEnough() {
        Client user = brief.newUser();
        String id = conversation(user);
        user.delete("/api/conversations/" + id);

        Await.until("the purge", () -> user.get("/api/trash").array().isEmpty());

        assertThat(left(brief, id)).isEmpty();
        Await.until(
                "its entry",
                () -> brief.database()
                                .getCollection("audit_logs")
                                .find(Filters.and(
                                        Filters.eq("action", "conversations.purge"),
                                        Filters.eq("resource_id", id),
                                        Filters.eq("endpoint", "system"),
                                        Filters.exists("username", false)))
                                .first()
                        != null);
    }

    @Test
    void withoutATimeADeletionPurgesAtOnce() {
        Client user = none.newUser();
        String id = conversation(user);
        String other = conversation(user);

        assertThat(user.delete("/api/conversations/" + id).status()).isEqualTo(204);
        assertThat(left(none, id)).isEmpty();
        assertThat(user.delete("/api/conversations").json().getInt("deleted_count"))
                .isEqualTo(1);
        assertThat(left(none, other)).isEmpty();
        assertThat(user.get("/api/trash").array()).isEmpty();
    }

    private static String conversation(Client user) {
        return user.post("/api/conversations", "{\"tags\": [\"kept\"], \"messages\": [" + MESSAGE + "]}")
                .json()
                .getString("id");
    }

    /** The collections in which a document holds one of the texts, but for the audit log. */
    private static List<String> left(Node node, String... texts) {
        List<String> found = new ArrayList<>();
        for (String collection : node.database().listCollectionNames()) {
            if (!collection.equals("audit_logs")) {
                for (Document document :
                        node.database().getCollection(collection).find()) {
                    String json = document.toJson();
                    for (String text : texts) {
                        if (json.contains(text)) {
                            found.add(collection);
                        }
                    }
                }
            }
        }
        return found;
    }
}
