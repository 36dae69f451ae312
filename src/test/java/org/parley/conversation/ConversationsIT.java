package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Conversations over REST: list, create, get, change, delete, count. */
class ConversationsIT {
    private final Client client = Node.shared().newUser();

    private String path;
    private JsonObject created;

    @BeforeEach
    void createOne() {
        Answer answer = client.post("/api/conversations", """
                {"title": "First", "metadata": {"a": 1, "b": {"c": true}},
                 "messages": [{"role": "assistant", "content": "Hello"}, {"role": "user", "content": "Hi"}]}""");
        assertThat(answer.status()).isEqualTo(201);
        created = answer.json();
        path = "/api/conversations/" + created.getString("id");
        assertThat(answer.header("Location").orElseThrow()).endsWith(path);
        assertThat(answer.header("ETag").orElseThrow()).matches("\"[^\"]+\"");
    }

    @Test
    void whatWasCreatedIsReadBackWhole() {
        Answer read = client.get(path);

        assertThat(read.json()).isEqualTo(created);
        assertThat(created.getString("status")).isEqualTo("active");
        assertThat(created.getString("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        List<JsonObject> messages = created.getJsonArray("messages").getValuesAs(JsonObject.class);
        assertThat(messages).extracting(message -> message.getInt("seq")).containsExactly(0, 1);
        assertThat(messages).extracting(message -> message.getString("role")).containsExactly("assistant", "user");
    }

    @Test
    void everythingInANewConversationIsOptional() {
        JsonObject bare = client.post("/api/conversations", "{}").json();

        assertThat(bare.getString("title")).isEqualTo("New Conversation");
        assertThat(bare.getJsonArray("messages")).isEmpty();
        assertThat(bare.getJsonObject("metadata")).isEmpty();
    }

    @Test
    void theOldPathsAnswerTheSame() {
        assertThat(client.get(path.substring(4)).json()).isEqualTo(created);
        assertThat(client.get("/conversations").array())
                .isEqualTo(client.get("/api/conversations").array());
        assertThat(client.post("/conversations", "{}").header("Location").orElseThrow())
                .contains("/conversations/");
    }

    /** Otherwise the audit log would have one conversation under several ids. */
    @Test
    void anIdHasOneSpelling() {
        String shouted = created.getString("id").toUpperCase(Locale.ROOT);

        assertThat(client.get("/api/conversations/" + shouted).status()).isEqualTo(404);
    }

    @Test
    void whatAChangeLeavesOutStays() {
        JsonObject changed = client.put(path, "{\"title\": \"Second\"}").json();

        assertThat(changed.getString("title")).isEqualTo("Second");
        assertThat(changed.get("messages")).isEqualTo(created.get("messages"));
        assertThat(changed.get("metadata")).isEqualTo(created.get("metadata"));
    }

    @Test
    void metadataIsMergedKeyByKeyAndNullRemovesAKey() {
        JsonObject metadata = client.put(path, "{\"metadata\": {\"a\": null, \"d\": [1, 2.5]}}")
                .json()
                .getJsonObject("metadata");

        assertThat(metadata.keySet()).containsExactlyInAnyOrder("b", "d");
        assertThat(metadata.getJsonObject("b").getBoolean("c")).isTrue();
    }

    @Test
    void replacedMessagesAreCountedFromZeroAgain() {
        client.post(path + "/messages", "{\"role\": \"user\", \"content\": \"third\"}");
        client.put(path, "{\"messages\": [{\"role\": \"user\", \"content\": \"only\"}]}");

        List<JsonObject> messages =
                client.get(path).json().getJsonArray("messages").getValuesAs(JsonObject.class);
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.getInt("seq")).isZero();
            assertThat(message.getString("content")).isEqualTo("only");
        });
        assertThat(client.put(path, "{\"messages\": []}").json().getJsonArray("messages"))
                .isEmpty();
    }

    @Test
    void anArchivedConversationTakesAppendsAndStaysArchived() {
        assertThat(client.put(path, "{\"status\": \"archived\"}").json().getString("status"))
                .isEqualTo("archived");

        Answer appended = client.post(path + "/messages", "{\"role\": \"user\", \"content\": \"more\"}");

        assertThat(appended.json().getString("status")).isEqualTo("archived");
        assertThat(client.get("/api/conversations").array()).isEmpty();
        assertThat(client.get("/api/conversations?status=archived").array()).hasSize(1);
        assertThat(client.get("/api/conversations?status=all").array()).hasSize(1);
        assertThat(count("")).isZero();
        assertThat(count("?status=archived")).isEqualTo(1);
        assertThat(count("?status=all")).isEqualTo(1);
        assertThat(client.delete("/api/conversations").json().getInt("deleted_count"))
                .isEqualTo(1);
    }

    @Test
    void whatIsDeletedIsGone() {
        assertThat(client.delete(path).status()).isEqualTo(204);

        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.delete(path).status()).isEqualTo(404);
        assertThat(client.put(path, "{}").status()).isEqualTo(404);
        assertThat(client.get(path + "/messages").status()).isEqualTo(404);
    }

    @Test
    void anEntityTagChangesWithEveryChangeAndGuardsAllOfThem() {
        String first = client.get(path).header("ETag").orElseThrow();
        String second = client.post(path + "/messages", message("x"), "If-Match", first)
                .header("ETag")
                .orElseThrow();
        String third = client.put(path, "{\"title\": \"t\"}", "If-Match", second)
                .header("ETag")
                .orElseThrow();

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(client.put(path, "{\"title\": \"no\"}", "If-Match", first).status())
                .isEqualTo(412);
        assertThat(client.post(path + "/messages", message("no"), "If-Match", second)
                        .status())
                .isEqualTo(412);
        assertThat(client.delete(path, "If-Match", first).status()).isEqualTo(412);
        assertThat(client.put(path, "{\"title\": \"no\"}", "If-Match", "W/" + third)
                        .status())
                .isEqualTo(412);
        assertThat(client.get(path).header("ETag")).contains(third);
        assertThat(client.delete(path, "If-Match", first + ", " + third).status())
                .isEqualTo(204);
    }

    @Test
    void ifMatchOfAnyStateNeedsOnlyThatThereIsOne() {
        assertThat(client.put(path, "{\"title\": \"t\"}", "If-Match", "*").status())
                .isEqualTo(200);
        assertThat(client.delete(path, "If-Match", "*").status()).isEqualTo(204);
    }

    @Test
    void theTagsMayStandInSeveralLines() {
        String tag = client.get(path).header("ETag").orElseThrow();

        assertThat(client.get(path, "If-None-Match", "\"other\"", "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
        assertThat(client.put(path, "{\"title\": \"t\"}", "If-Match", "\"other\"", "If-Match", tag)
                        .status())
                .isEqualTo(200);
        assertThat(client.post(path + "/messages", message("no"), "If-Match", "\"other\"", "If-Match", tag)
                        .status())
                .isEqualTo(412);
    }

    @Test
    void whoHasItAlreadyGetsNothingAgain() {
        String tag = client.get(path).header("ETag").orElseThrow();

        Answer same = client.get(path, "If-None-Match", "\"other\", " + tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.header("ETag")).contains(tag);
        assertThat(same.text()).isEmpty();
        assertThat(client.get(path, "If-None-Match", "*").status()).isEqualTo(304);
        assertThat(client.get(path, "If-None-Match", "W/" + tag).status()).isEqualTo(304);
        assertThat(client.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void theListIsNewestFirstAndPagedByOffset() {
        List<String> ids = createMore(4);
        client.post(path + "/messages", message("newest now"));

        assertThat(ids(client.get("/api/conversations"))).first().isEqualTo(created.getString("id"));
        assertThat(ids(client.get("/api/conversations?limit=2&offset=1"))).containsExactly(ids.get(3), ids.get(2));
        assertThat(client.get("/api/conversations?offset=5").array()).isEmpty();
    }

    @Test
    void theCursorPassesOverNothingWhileTheListChanges() {
        List<String> ids = createMore(6);
        Answer page = client.get("/api/conversations?limit=3&total=true&view=summary");
        List<String> seen = new ArrayList<>(ids(page));
        assertThat(page.header("X-Total-Count")).contains("7");

        while (page.header("Link").isPresent()) {
            client.post("/api/conversations", "{}");
            client.post("/api/conversations/" + ids.get(5) + "/messages", message("moves to the front"));
            page = client.get(next(page));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.array().getJsonObject(0).containsKey("messages")).isFalse();
            seen.addAll(ids(page));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(ids).contains(created.getString("id"));
    }

    @Test
    void theSummaryCountsTheMessagesAndShowsTheNewest() {
        client.post(path + "/messages", message("é".repeat(200)));

        JsonObject summary =
                client.get("/api/conversations?view=summary").array().getJsonObject(0);
        assertThat(summary.containsKey("messages")).isFalse();
        assertThat(summary.getInt("message_count")).isEqualTo(3);
        assertThat(summary.getJsonArray("tags")).isEmpty();
        assertThat(summary.getString("preview")).isEqualTo("é".repeat(160));
        assertThat(summary.getString("title")).isEqualTo("First");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=101",
                "?limit=x",
                "?limit=",
                "?limit=1.5",
                "?limit=+1",
                "?limit=%2B1",
                "?offset=-1",
                "?offset=99999999999",
                "?view=x",
                "?view=",
                "?status=x",
                "?status=",
                "?total=1",
                "?cursor=x",
                "?cursor=",
                "?cursor=AAAA",
                "/stats/count?status=x"
            })
    void anUnknownValueOfAParameterIsRefused(String query) {
        Answer answer = client.get("/api/conversations" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(query.replaceAll(".*\\?(.*)=.*", "$1"));
    }

    private List<String> createMore(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(client.post("/api/conversations", "{\"title\": \"" + i + "\"}")
                    .json()
                    .getString("id"));
        }
        return ids;
    }

    private int count(String query) {
        return client.get("/api/conversations/stats/count" + query).json().getInt("count");
    }

    private static String message(String content) {
        return "{\"role\": \"user\", \"content\": \"" + content + "\"}";
    }

    private static String next(Answer page) {
        return page.header("Link").orElseThrow().replaceAll("<(.*)>; rel=\"next\"", "$1");
    }

    private static List<String> ids(Answer list) {
        return list.array().stream()
                .map(JsonValue::asJsonObject)
                .map(conversation -> conversation.getString("id"))
                .toList();
    }
}
