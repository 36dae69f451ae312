package org.parley.organise;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Changes of many conversations in one request. */
class BatchIT {
    private final Node node = Node.shared();
    private final Client client = node.newUser();

    @Test
    void everyActionChangesAllConversations() {
        List<String> ids = List.of(conversation(), conversation(), conversation());
        String project =
                client.post("/api/projects", "{\"name\": \"p\"}").json().getString("id");

        assertThat(done(ids, "archive", null)).isEqualTo(ids);
        assertThat(listed("?status=archived")).hasSize(3);
        done(ids, "unarchive", null);
        assertThat(listed("?status=archived")).isEmpty();
        done(ids, "pin", null);
        done(ids, "tag", "\" Garden \"");
        done(ids, "move", "\"" + project + "\"");
        assertThat(listed("?pinned=true&tag=garden&project=" + project)).containsExactlyInAnyOrderElementsOf(ids);
        done(ids.subList(0, 1), "unpin", null);
        done(ids.subList(1, 2), "untag", "\"GARDEN\"");
        done(ids.subList(2, 3), "move", "null");
        assertThat(listed("?pinned=true&tag=garden&project=" + project)).isEmpty();
        assertThat(listed("?tag=garden")).containsExactlyInAnyOrder(ids.get(0), ids.get(2));
    }

    @Test
    void whatCannotBeDoneSaysWhyAndLeavesTheOthers() {
        String mine = conversation();
        String full = client.post("/api/conversations", "{\"tags\": [" + numbered(32) + "]}")
                .json()
                .getString("id");
        String theirs = node.newUser().post("/api/conversations", "{}").json().getString("id");
        String unknown = new ObjectId().toHexString();

        Answer answer = batch(List.of(theirs, full, mine, unknown, "x", mine), "tag", "\"more\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getJsonArray("done").toString()).isEqualTo("[\"" + mine + "\"]");
        assertThat(answer.json().getJsonArray("failed").getValuesAs(JsonObject.class))
                .extracting(one -> one.getString("id") + " " + one.getString("detail"))
                .containsExactly(
                        theirs + " Conversation not found",
                        full + " tags: are more than 32, the most a conversation can have",
                        unknown + " Conversation not found",
                        "x Conversation not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ids\": \"a\", \"action\": \"pin\"}",
                "{\"ids\": [1], \"action\": \"pin\"}",
                "{\"ids\": []}",
                "{\"ids\": [], \"action\": \"explode\"}",
                "{\"ids\": [], \"action\": 1}",
                "{\"ids\": [], \"action\": \"tag\"}",
                "{\"ids\": [], \"action\": \"tag\", \"value\": \" \"}",
                "{\"ids\": [], \"action\": \"move\", \"value\": \"x\"}",
                "{\"ids\": [], \"action\": \"move\", \"value\": \"65a50a7c1f0c2b3d4e5f6a7b\"}"
            })
    void aBatchThatCannotBeIsA400(String body) {
        assertThat(client.post("/api/conversations/batch", body).status()).isEqualTo(400);
    }

    @Test
    void aBatchHoldsTwoHundredConversationsAndNotOneMore() {
        List<String> unknown = IntStream.range(0, 201)
                .mapToObj(i -> new ObjectId().toHexString())
                .toList();

        assertThat(batch(unknown, "pin", null).status()).isEqualTo(400);
        assertThat(batch(unknown.subList(0, 200), "pin", null).json().getJsonArray("failed"))
                .hasSize(200);
        assertThat(batch(List.of(), "pin", null).text()).isEqualTo("{\"done\":[],\"failed\":[]}");
    }

    @Test
    void batchesAndAppendsAtOnceLoseNothing() {
        List<String> ids = List.of(conversation(), conversation());
        AtOnce.each(6, IntStream.range(0, 24).boxed().toList(), i -> {
            Client own = client.copy();
            if (i % 3 == 0) {
                assertThat(own.post(
                                        "/api/conversations/" + ids.get(i % 2) + "/messages",
                                        "{\"role\": \"user\", \"content\": \"" + i + "\"}")
                                .status())
                        .isEqualTo(200);
            } else {
                assertThat(batch(own, ids, "tag", "\"t" + i + "\"").json().getJsonArray("done"))
                        .hasSize(2);
            }
        });

        for (String id : ids) {
            JsonObject after = client.get("/api/conversations/" + id).json();
            assertThat(after.getJsonArray("tags")).hasSize(16);
            assertThat(after.getJsonArray("messages")).hasSize(4);
        }
    }

    @Test
    void eachConversationHasItsEntryInTheAuditLog() {
        String mine = conversation();
        String theirs = node.newUser().post("/api/conversations", "{}").json().getString("id");
        String agent = "batch/" + new ObjectId();

        client.post(
                "/api/conversations/batch",
                "{\"ids\": [\"" + mine + "\", \"" + theirs + "\"], \"action\": \"pin\"}",
                "User-Agent",
                agent);
        client.post("/api/conversations/batch", "{}", "User-Agent", agent);

        List<Document> entries = node.database()
                .getCollection("audit_logs")
                .find(Filters.eq("user_agent", agent))
                .into(new ArrayList<>());
        assertThat(entries)
                .extracting(entry -> entry.getString("action") + " " + entry.getString("resource_id") + " "
                        + entry.get("status_code") + " " + entry.getString("outcome") + " " + entry.get("batch"))
                .containsExactlyInAnyOrder(
                        "conversations.update " + mine + " 200 success true",
                        "conversations.update " + theirs + " 404 denied true",
                        "conversations.update null 400 failure null");
    }

    private String conversation() {
        return client.post("/api/conversations", "{}").json().getString("id");
    }

    private List<String> listed(String query) {
        return client.get("/api/conversations" + query).array().getValuesAs(JsonObject.class).stream()
                .map(entry -> entry.getString("id"))
                .toList();
    }

    private List<String> done(List<String> ids, String action, String value) {
        JsonObject result = batch(ids, action, value).json();
        assertThat(result.getJsonArray("failed")).isEmpty();
        return result.getJsonArray("done").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private Answer batch(List<String> ids, String action, String value) {
        return batch(client, ids, action, value);
    }

    private static Answer batch(Client client, List<String> ids, String action, String value) {
        String list = ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(", "));
        return client.post(
                "/api/conversations/batch",
                "{\"ids\": [" + list + "], \"action\": \"" + action + "\""
                        + (value == null ? "" : ", \"value\": " + value) + "}");
    }

    private static String numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(", "));
    }
}
