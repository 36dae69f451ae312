package org.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** A user of whom something is stored in every collection, and the search for what is left of them. */
final class Belongings {
    /** What the user has written everywhere. */
    private static final String WORD = "quokka";

    private static final int LONG = 600;

    final String name;
    final Client client;
    final String id;
    private final Node node;

    /** Fills the collections for a new user of a node; the node stores the search index a little later. */
    Belongings(Node node, String name) {
        this.node = node;
        this.name = name;
        client = node.newUser(name);
        id = client.get("/api/auth/me").json().getString("id");
        node.client().post("/api/auth/login", """
                {"username": "%s", "password": "a guess"}""".formatted(name.toUpperCase()));
        String project = post("/api/projects", "{\"name\": \"" + WORD + "\", \"instructions\": \"" + WORD + "\"}");
        String kept = post("/api/conversations", "{\"title\": \"" + WORD + "\", \"project_id\": \"" + project + "\"}");
        put("/api/conversations/" + kept, "{\"tags\": [\"" + WORD + "\"], \"messages\": [" + messages() + "]}");
        put("/api/tags/" + WORD, "{\"color\": \"red\"}");
        String trashed = post("/api/conversations", "{\"title\": \"" + WORD + "\"}");
        client.delete("/api/conversations/" + trashed);
        client.post(
                "/api/conversations/" + kept + "/messages",
                "{\"role\": \"user\", \"content\": \"" + WORD + "\"}",
                "Idempotency-Key",
                "k" + UUID.randomUUID());
        put("/api/auth/me/retention", "{\"archive_after\": \"P3650D\"}");
        post("/api/auth/tokens", "{\"name\": \"" + WORD + "\", \"scopes\": [\"read\"]}");
        assertThat(client.post("/api/auth/totp", "{\"password\": \"" + Node.PASSWORD + "\"}")
                        .status())
                .isEqualTo(200);
        put("/api/auth/me/preferences", "{\"system_prompt\": \"" + WORD + "\"}");
        client.get("/api/search?q=" + WORD);
    }

    /** Waits until something is stored in every collection. */
    Belongings awaitAll() {
        Await.until("a stored search index", () -> has("search_files", "_id.u", id));
        for (String collection : List.of(
                "users",
                "sessions",
                "conversations",
                "message_segments",
                "projects",
                "tag_colors",
                "retention",
                "api_tokens",
                "totp",
                "search_index",
                "audit_logs")) {
            assertThat(found(collection)).as(collection).isPositive();
        }
        return this;
    }

    private static String messages() {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < LONG; i++) {
            messages.add("{\"role\": \"user\", \"content\": \"" + WORD + " " + i + "\"}");
        }
        return String.join(",", messages);
    }

    private String post(String path, String body) {
        Answer answer = client.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().getString("id");
    }

    private void put(String path, String body) {
        Answer answer = client.put(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Asks for the deletion. */
    Answer delete() {
        return client.post("/api/auth/me/delete", "{\"password\": \"" + Node.PASSWORD + "\"}");
    }

    /** Waits until the user is gone. */
    void awaitEnd() {
        Await.until("the end of the deletion", () -> !has("users", "_id", new ObjectId(id)));
    }

    /** Nothing is left in any collection, but the id in the audit log. */
    void areGone() {
        Await.until(
                "the end of a save of the search index that was under way", () -> !has("search_files", "_id.u", id));
        MongoDatabase database = node.database();
        for (String collection : database.listCollectionNames()) {
            for (Document document : database.getCollection(collection).find()) {
                String text = text(document);
                assertThat(text.toLowerCase()).as(collection).doesNotContain(name.toLowerCase());
                if (!collection.equals("audit_logs")) {
                    assertThat(text).as(collection).doesNotContain(id);
                }
            }
        }
        assertThat(found("audit_logs")).isPositive();
    }

    /** A question that costs little, however much others have stored. */
    private boolean has(String collection, String field, Object value) {
        return node.database().getCollection(collection).countDocuments(Filters.eq(field, value)) > 0;
    }

    private long found(String collection) {
        long found = 0;
        for (Document document : node.database().getCollection(collection).find()) {
            if (text(document).contains(id)) {
                found++;
            }
        }
        return found;
    }

    private static String text(Document document) {
        StringBuilder text = new StringBuilder(document.toJson());
        document.values().forEach(value -> {
            if (value instanceof Binary bytes) {
                text.append(new String(bytes.getData(), StandardCharsets.ISO_8859_1));
            }
        });
        return text.toString();
    }
}
