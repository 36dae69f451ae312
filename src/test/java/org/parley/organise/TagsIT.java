package org.parley.organise;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Tags, projects and pins of conversations over REST, and lists that are filtered by them. */
class TagsIT {
    private final Node node = Node.shared();
    private final Client client = node.newUser();

    @Test
    void aConversationIsCreatedWithTagsAndAPinAndShowsThemEverywhere() {
        Answer created = client.post(
                "/api/conversations",
                "{\"title\": \"t\", \"tags\": [\" Garden \", \"garden\", \"日本\"], \"pinned\": true}");

        assertThat(created.status()).isEqualTo(201);
        String path = "/api/conversations/" + created.json().getString("id");
        for (JsonObject shown : List.of(
                created.json(),
                client.get(path).json(),
                client.get(path + "?view=summary").json(),
                client.get("/api/conversations").array().getJsonObject(0),
                client.get("/api/conversations?view=summary").array().getJsonObject(0))) {
            assertThat(shown.getJsonArray("tags").toString()).isEqualTo("[\"Garden\",\"日本\"]");
            assertThat(shown.get("project_id")).isEqualTo(JsonValue.NULL);
            assertThat(shown.getBoolean("pinned")).isTrue();
        }
    }

    @Test
    void aChangeOfTagsChangesTheEntityTagAndNotTheTime() {
        JsonObject before = create("{}");
        String path = "/api/conversations/" + before.getString("id");
        String tag = client.get(path).header("ETag").orElseThrow();

        Answer changed = client.put(path, "{\"tags\": [\"a\"], \"pinned\": true}", "If-Match", tag);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getString("updated_at")).isEqualTo(before.getString("updated_at"));
        assertThat(changed.header("ETag")).isNotEmpty().isNotEqualTo(Optional.of(tag));
        assertThat(client.put(path, "{\"tags\": []}", "If-Match", tag).status()).isEqualTo(412);
        assertThat(client.put(path, "{\"title\": \"other\"}").json().getJsonArray("tags"))
                .hasSize(1);
        assertThat(client.put(path, "{\"tags\": [], \"pinned\": false}").json().getJsonArray("tags"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tags\": \"a\"}", "{\"tags\": [\"\"]}", "{\"pinned\": 1}", "{\"project_id\": \"x\"}"})
    void whatIsNoTagProjectOrPinIsA400ThatNamesTheField(String body) {
        String path = "/api/conversations/" + create("{}").getString("id");

        for (Answer answer : List.of(client.put(path, body), client.post("/api/conversations", body))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                    .startsWith(body.substring(2, 6));
        }
        assertThat(client.get("/api/conversations").array()).hasSize(1);
    }

    @Test
    void aFilteredListIsReadInPagesAndCounted() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(
                    0,
                    create("{\"tags\": [\"a b&c\", \"x\"], \"pinned\": " + (i % 2 == 0) + "}")
                            .getString("id"));
            create("{\"tags\": [\"y\"]}");
        }
        String archived = create("{\"tags\": [\"A B&C\"]}").getString("id");
        client.put("/api/conversations/" + archived, "{\"status\": \"archived\"}");

        assertThat(pages("/api/conversations?view=summary&limit=2&tag=A%20b%26C&total=true"))
                .isEqualTo(ids);
        assertThat(pages("/api/conversations?limit=2&tag=a%20b%26c&status=all"))
                .hasSize(6)
                .contains(archived);
        assertThat(pages("/api/conversations?limit=2&tag=x&pinned=true")).hasSize(3);
        assertThat(pages("/api/conversations?limit=2&tag=x&tag=y")).hasSize(5);
        assertThat(client.get("/api/conversations/stats/count?tag=X&pinned=true")
                        .json()
                        .getInt("count"))
                .isEqualTo(3);
        assertThat(client.get("/api/conversations?tag=x&total=true").header("X-Total-Count"))
                .contains("5");
        assertThat(node.newUser().get("/api/conversations?tag=x").array()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag=", "tag=%20", "pinned=false", "pinned=", "project=", "project=x"})
    void aFilterThatCannotMatchIsA400(String filter) {
        assertThat(client.get("/api/conversations?" + filter).status()).isEqualTo(400);
        assertThat(client.get("/api/conversations/stats/count?" + filter).status())
                .isEqualTo(400);
    }

    @Test
    void tagsThatAnotherProgramStoresWhileWeRunCountAtOnce() {
        String user = client.get("/api/auth/me").json().getString("id");
        ObjectId id = new ObjectId();
        node.database()
                .getCollection("conversations")
                .insertOne(new Document("_id", id)
                        .append("user_id", new ObjectId(user))
                        .append("title", "Old")
                        .append("messages", List.of())
                        .append("tags", List.of("Old tag", 7))
                        .append("created_at", new Date(1))
                        .append("updated_at", new Date(1)));

        assertThat(pages("/api/conversations?tag=old%20TAG")).containsExactly(id.toHexString());
        JsonObject tagged = client.put("/api/conversations/" + id, "{\"tags\": [\"old tag\", \"new\"]}")
                .json();
        assertThat(tagged.getJsonArray("tags").toString()).isEqualTo("[\"old tag\",\"new\"]");
        assertThat(pages("/api/conversations?tag=new")).containsExactly(id.toHexString());
        assertThat(node.database()
                        .getCollection("conversations")
                        .find(Filters.eq("_id", id))
                        .first())
                .containsEntry("original_tags", List.of("Old tag", 7));
    }

    @Test
    void tagsAreListedWithTheirCountsArchivedConversationsIncluded() {
        create("{\"tags\": [\"Work\", \"b/c d\"]}");
        create("{\"tags\": [\"Work\"]}");
        String archived = create("{\"tags\": [\"work\", \"Ärger\"]}").getString("id");
        client.put("/api/conversations/" + archived, "{\"status\": \"archived\"}");

        assertThat(tags()).containsExactly("b/c d null 1", "Work null 3", "Ärger null 1");
        assertThat(node.newUser().get("/api/tags").array()).isEmpty();
    }

    @Test
    void aTagIsRenamedColouredMergedAndDeleted() {
        String id = create("{\"tags\": [\"a\", \"c\"]}").getString("id");
        String other = create("{\"tags\": [\"B/ü\"]}").getString("id");
        client.put("/api/tags/b%2F%C3%BC", "{\"color\": \"teal\"}");
        client.put("/api/tags/a", "{\"color\": \"red\"}");

        Answer renamed = client.put("/api/tags/A", "{\"name\": \"first\"}");
        assertThat(renamed.text()).isEqualTo("{\"name\":\"first\",\"color\":\"red\",\"count\":1}");
        assertThat(tags()).containsExactly("B/ü teal 1", "c null 1", "first red 1");

        Answer merged = client.put("/api/tags/first", "{\"name\": \"b/Ü\"}");
        assertThat(merged.json().getInt("count")).isEqualTo(2);
        assertThat(merged.json().getString("color")).isEqualTo("teal");
        assertThat(client.get("/api/conversations/" + id)
                        .json()
                        .getJsonArray("tags")
                        .toString())
                .isEqualTo("[\"b/Ü\",\"c\"]");
        assertThat(client.put("/api/tags/b%2F%C3%9C", "{\"color\": null}")
                        .json()
                        .get("color"))
                .isEqualTo(JsonValue.NULL);

        assertThat(client.delete("/api/tags/B%2F%C3%BC").status()).isEqualTo(204);
        assertThat(tags()).containsExactly("c null 1");
        assertThat(client.get("/api/conversations/" + other).json().getJsonArray("tags"))
                .isEmpty();
        assertThat(pages("/api/conversations?tag=b/%C3%BC")).isEmpty();
    }

    @Test
    void aTagOnNoConversationOrOnlyOnAStrangersIs404() {
        create("{\"tags\": [\"mine\"]}");
        Client stranger = node.newUser();

        for (Answer answer : List.of(
                client.put("/api/tags/none", "{\"color\": \"red\"}"),
                client.delete("/api/tags/none"),
                stranger.put("/api/tags/mine", "{\"name\": \"theirs\"}"),
                stranger.delete("/api/tags/mine"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().getString("detail")).isEqualTo("Tag not found");
        }
        assertThat(tags()).containsExactly("mine null 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"\"}", "{\"name\": 1}", "{\"color\": \"pink\"}", "{\"color\": 1}", "{"})
    void aChangeOfATagThatCannotBeIsA400(String body) {
        create("{\"tags\": [\"mine\"]}");

        assertThat(client.put("/api/tags/mine", body).status()).isEqualTo(400);
        assertThat(tags()).containsExactly("mine null 1");
    }

    @Test
    void theAuditLogHoldsWhatWasDoneWithTagsWithoutTheirNames() {
        create("{\"tags\": [\"secret name\"]}");
        String agent = "tags/" + new ObjectId();
        client.put("/api/tags/secret%20name", "{\"color\": \"red\"}", "User-Agent", agent);
        client.delete("/api/tags/secret%20name", "User-Agent", agent);

        List<Document> entries = node.database()
                .getCollection("audit_logs")
                .find(Filters.eq("user_agent", agent))
                .into(new ArrayList<>());
        assertThat(entries)
                .extracting(entry -> entry.getString("action") + " " + entry.getString("endpoint"))
                .containsExactlyInAnyOrder("tags.update /api/tags/{name}", "tags.delete /api/tags/{name}");
        assertThat(entries).allSatisfy(entry -> assertThat(entry).doesNotContainKey("resource_id"));
    }

    private List<String> tags() {
        return client.get("/api/tags").array().getValuesAs(JsonObject.class).stream()
                .map(tag -> tag.getString("name") + " " + tag.getString("color", null) + " " + tag.getInt("count"))
                .toList();
    }

    private JsonObject create(String body) {
        return client.post("/api/conversations", body).json();
    }

    private List<String> pages(String first) {
        List<String> ids = new ArrayList<>();
        String next = first;
        while (next != null) {
            Answer page = client.get(next);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.array().getValuesAs(JsonObject.class).forEach(entry -> ids.add(entry.getString("id")));
            next = page.header("Link")
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse(null);
        }
        return ids;
    }
}
