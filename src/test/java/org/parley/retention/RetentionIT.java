package org.parley.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
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

/** Retention over REST, and as a node applies it by itself. */
class RetentionIT {
    private static final String PATH = "/api/auth/me/retention";

    private static Node busy;

    private final Node node = Node.shared();
    private final Client client = node.newUser();

    @BeforeAll
    static void start() {
        busy = Node.start("PARLEY_REGISTRATION=open", "PARLEY_RETENTION_MAX=P300D", "PARLEY_RETENTION_PAUSE=PT1S");
    }

    @AfterAll
    static void stop() {
        busy.close();
    }

    @Test
    void aPutReplacesBothValues() {
        assertThat(client.get(PATH).text()).isEqualTo("{}");

        Answer set = client.put(PATH, "{\"archive_after\": \"P90D\", \"trash_after\": \"P365D\"}");
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.text()).isEqualTo("{\"archive_after\":\"P90D\",\"trash_after\":\"P365D\"}");
        assertThat(client.get(PATH).text()).isEqualTo(set.text());

        assertThat(client.put(PATH, "{\"archive_after\": null, \"trash_after\": \"P1D\"}")
                        .text())
                .isEqualTo("{\"trash_after\":\"P1D\"}");
        assertThat(client.put(PATH, "{\"archive_after\": \"P3650D\"}").text())
                .isEqualTo("{\"archive_after\":\"P3650D\"}");
        assertThat(node.newUser().get(PATH).text()).isEqualTo("{}");
        assertThat(client.put(PATH, "{}").text()).isEqualTo("{}");
        assertThat(client.get(PATH).text()).isEqualTo("{}");
    }

    @Test
    void oddValuesAre400AndSayWhatToWrite() {
        client.put(PATH, "{\"archive_after\": \"P90D\"}");
        for (String odd : List.of("\"P0D\"", "\"P3651D\"", "\"PT1H\"", "\"P1M\"", "\"\"", "90", "true", "{}", "[]")) {
            Answer refused = client.put(PATH, "{\"trash_after\": " + odd + "}");

            assertThat(refused.status()).as(odd).isEqualTo(400);
            assertThat(refused.text()).contains("trash_after", "P1D to P3650D");
        }
        for (String query : List.of("archive_after=P0D", "trash_after=1", "trash_after=P1D&archive_after=x")) {
            assertThat(client.get(PATH + "/preview?" + query).status()).isEqualTo(400);
        }
        assertThat(client.put(PATH, "[]").status()).isEqualTo(400);
        assertThat(client.get(PATH).text()).isEqualTo("{\"archive_after\":\"P90D\"}");
        assertThat(node.client().get(PATH).status()).isEqualTo(401);
        assertThat(node.client().get(PATH + "/preview").status()).isEqualTo(401);
    }

    @Test
    void aPreviewSaysWhatWouldBeDoneAndDoesNothing() {
        String oldest = conversation(client, node, 400);
        String old = conversation(client, node, 100);
        conversation(client, node, 10);

        JsonObject preview = client.get(PATH + "/preview?archive_after=P90D&trash_after=P365D")
                .json();

        assertThat(preview.getInt("archive")).isEqualTo(1);
        assertThat(preview.getInt("trash")).isEqualTo(1);
        assertThat(preview.getJsonArray("oldest").getValuesAs(JsonObject.class))
                .extracting(one -> one.getString("id") + " " + one.getString("title"))
                .containsExactly(oldest + " Named", old + " Named");
        assertThat(Instant.parse(preview.getJsonArray("oldest").getJsonObject(0).getString("updated_at")))
                .isBefore(Instant.now().minus(Duration.ofDays(399)));
        assertThat(client.get(PATH + "/preview?archive_after=&trash_after=").text())
                .isEqualTo("{\"archive\":0,\"trash\":0,\"oldest\":[]}");
        assertThat(node.newUser()
                        .get(PATH + "/preview?archive_after=P1D&trash_after=P2D")
                        .text())
                .isEqualTo("{\"archive\":0,\"trash\":0,\"oldest\":[]}");
        assertThat(client.get("/api/conversations").array()).hasSize(3);
        assertThat(client.get(PATH).text()).isEqualTo("{}");
    }

    @Test
    void readsAndChangesAreAudited() {
        String agent = "retention/" + new ObjectId();
        client.get(PATH, "User-Agent", agent);
        client.get(PATH + "/preview", "User-Agent", agent);
        client.put(PATH, "{}", "User-Agent", agent);

        Await.until(
                "the entries",
                () -> entries(node, Filters.eq("user_agent", agent)).size() == 3);
        assertThat(entries(node, Filters.eq("user_agent", agent)))
                .extracting(entry -> entry.getString("action") + " " + entry.getString("resource_type"))
                .containsExactlyInAnyOrder("retention.read user", "retention.read user", "retention.update user");
    }

    @Test
    void theSettingsNameTheLimitOfTheServer() {
        assertThat(busy.newUser().get("/settings.xhtml").text())
                .contains("This server moves every conversation to the trash 300 days after its last change.");
        assertThat(client.get("/settings.xhtml").text()).doesNotContain("This server moves");
    }

    @Test
    void aNodeArchivesAndTrashesWhatIsOldEnough() {
        Client user = busy.newUser();
        String pinned = conversation(user, busy, 1000, "{\"title\": \"Pinned\", \"pinned\": true}");
        String tooOld = conversation(user, busy, 300);
        String old = conversation(user, busy, 100);
        String recent = conversation(user, busy, 80);
        Await.until("the limit", () -> user.get("/api/trash").array().size() == 1);
        assertThat(user.get("/api/trash").array().getJsonObject(0).getString("id"))
                .isEqualTo(tooOld);

        Answer before = user.get("/api/conversations/" + old);
        user.put(PATH, "{\"archive_after\": \"P90D\"}");

        Await.until(
                "the archive",
                () -> user.get("/api/conversations?status=archived").array().size() == 1);
        JsonObject archived = user.get("/api/conversations/" + old).json();
        assertThat(archived.getString("status")).isEqualTo("archived");
        assertThat(archived.getString("updated_at")).isEqualTo(before.json().getString("updated_at"));
        assertThat(user.get("/api/conversations?status=active").array().getValuesAs(JsonObject.class))
                .extracting(one -> one.getString("id"))
                .containsExactlyInAnyOrder(pinned, recent);
        assertSystemEntry(tooOld, "conversations.delete");
        assertSystemEntry(old, "conversations.update");

        assertThat(user.post("/api/trash/" + tooOld + "/restore", "").status()).isEqualTo(200);
        Await.until("another run", () -> {
            String later = conversation(user, busy, 400);
            Await.until("its end", () -> user.get("/api/conversations/" + later).status() == 404);
            return true;
        });
        assertThat(user.get("/api/conversations/" + tooOld).status()).isEqualTo(200);
    }

    private static void assertSystemEntry(String id, String action) {
        Await.until(
                action,
                () -> entries(
                                        busy,
                                        Filters.and(
                                                Filters.eq("resource_id", id),
                                                Filters.eq("action", action),
                                                Filters.eq("endpoint", "system"),
                                                Filters.exists("user_id"),
                                                Filters.exists("username", false)))
                                .size()
                        == 1);
    }

    private static List<Document> entries(Node node, org.bson.conversions.Bson filter) {
        return node.database().getCollection("audit_logs").find(filter).into(new ArrayList<>());
    }

    private static String conversation(Client user, Node node, int days) {
        return conversation(user, node, days, "{\"title\": \"Named\"}");
    }

    /** Filed as the body says before it is old, because a node looks for old ones all the time. */
    private static String conversation(Client user, Node node, int days, String body) {
        String id = user.post("/api/conversations", body).json().getString("id");
        node.database()
                .getCollection("conversations")
                .updateOne(
                        Filters.eq("_id", new ObjectId(id)),
                        Updates.set("updated_at", Date.from(Instant.now().minus(Duration.ofDays(days)))));
        return id;
    }
}
