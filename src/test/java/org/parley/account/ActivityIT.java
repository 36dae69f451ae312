package org.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Stage;

/** What concerns a user in the audit log, by REST. */
class ActivityIT {
    private static final String PATH = "/api/auth/me/activity";

    private final Node node = Stage.shared().node();
    private final Client ada = node.newUser();

    @Test
    void showsWhatOneHasDoneTheNewestFirst() {
        String conversation = create(ada);
        ada.delete("/api/conversations/" + conversation, "User-Agent", "a phone");

        List<JsonObject> entries = list(ada, PATH);

        assertThat(entries)
                .extracting(entry -> entry.getString("action"))
                .containsExactly("conversations.delete", "conversations.create");
        JsonObject newest = entries.get(0);
        assertThat(newest.getString("id")).matches("[0-9a-f]{24}");
        assertThat(newest.getString("timestamp")).endsWith("Z");
        assertThat(newest.getString("user_id")).isEqualTo(id(ada));
        assertThat(newest.getString("resource_id")).isEqualTo(conversation);
        assertThat(newest.getString("resource_type")).isEqualTo("conversation");
        assertThat(newest.getString("method")).isEqualTo("DELETE");
        assertThat(newest.getString("endpoint")).isEqualTo("/api/conversations/" + conversation);
        assertThat(newest.getInt("status_code")).isEqualTo(204);
        assertThat(newest.getString("outcome")).isEqualTo("success");
        assertThat(newest.getString("user_agent")).isEqualTo("a phone");
        assertThat(newest.getString("ip_address")).isNotEmpty();
    }

    @Test
    void showsWhatOthersHaveTriedWithOnesConversationsWithoutWhereTheySit() {
        String conversation = create(ada);
        Client bea = node.newUser();

        Answer foreign = bea.put("/api/conversations/" + conversation, "{\"title\": \"Mine\"}");
        bea.get("/api/conversations/" + conversation);
        bea.post("/api/conversations/batch", """
                {"ids": ["%s"], "action": "pin"}""".formatted(conversation));
        bea.put("/api/conversations/" + "0".repeat(24), "{\"title\": \"Mine\"}");

        assertThat(foreign.status()).isEqualTo(404);
        Await.until("the entry of the read", () -> of(bea, list(ada, PATH)).size() == 3);
        List<JsonObject> hers = of(bea, list(ada, PATH));
        assertThat(hers)
                .extracting(entry -> entry.getString("action") + " " + entry.getString("outcome"))
                .containsExactlyInAnyOrder(
                        "conversations.update denied", "conversations.get denied", "conversations.update denied");
        assertThat(hers)
                .allSatisfy(entry -> assertThat(entry)
                        .containsKey("username")
                        .doesNotContainKeys("ip_address", "user_agent", "owner_id"));
        assertThat(of(bea, list(bea, PATH))).hasSizeGreaterThanOrEqualTo(4);
        assertThat(of(ada, list(bea, PATH))).isEmpty();
    }

    @Test
    void pagesHoldNoDoubleAndNoHoleAlsoAmongEntriesOfOneMoment() {
        String id = id(ada);
        Date moment = new Date(System.currentTimeMillis() - 1_000);
        node.database()
                .getCollection("audit_logs")
                .insertMany(IntStream.range(0, 25)
                        .mapToObj(i -> new Document(i % 5 == 0 ? "owner_id" : "user_id", id)
                                .append("action", "a" + i)
                                .append("timestamp", moment))
                        .toList());
        List<String> read = new ArrayList<>();

        Optional<String> next = Optional.of("/auth/me/activity?limit=4");
        while (next.isPresent() && read.size() < 50) {
            Answer page = ada.get(next.get());
            page.array().getValuesAs(JsonObject.class).forEach(entry -> read.add(entry.getString("action")));
            assertThat(page.array().size()).isLessThanOrEqualTo(4);
            next = page.header("Link").map(link -> link.replaceAll("^<|>.*", ""));
        }

        List<String> mine = read.stream()
                .filter(action -> action.startsWith("a") && !action.contains("."))
                .toList();
        assertThat(mine).hasSize(25);
        assertThat(new LinkedHashSet<>(mine)).hasSize(25);
    }

    @Test
    void entriesOfOtherProgramsAreReadLeniently() {
        String id = id(ada);
        node.database()
                .getCollection("audit_logs")
                .insertMany(List.of(
                        new Document("user_id", id).append("timestamp", "yesterday"),
                        new Document("_id", "odd " + id).append("user_id", id).append("timestamp", new Date()),
                        new Document("user_id", id)
                                .append("timestamp", new Date())
                                .append("action", 7)
                                .append("status_code", "200")
                                .append("outcome", null)));

        assertThat(list(ada, PATH))
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsOnlyKeys("id", "timestamp", "user_id"));
    }

    @Test
    void readingItIsAnEntry() {
        ada.get(PATH);

        Await.until(
                "the entry",
                () -> node.database()
                                .getCollection("audit_logs")
                                .countDocuments(Filters.and(
                                        Filters.eq("user_id", id(ada)),
                                        Filters.eq("action", "auth.activity"),
                                        Filters.eq("resource_id", id(ada))))
                        == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=many", "cursor=x", "cursor=AAAAAAA"})
    void badParametersAreNamed(String query) {
        Answer refused = ada.get(PATH + "?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(query.replaceAll("=.*", ""));
        assertThat(node.client().get(PATH).status()).isEqualTo(401);
    }

    private static List<JsonObject> of(Client who, List<JsonObject> entries) {
        String id = id(who);
        return entries.stream()
                .filter(entry -> entry.getString("user_id", "").equals(id))
                .toList();
    }

    private static List<JsonObject> list(Client client, String path) {
        Answer answer = client.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.array().getValuesAs(JsonObject.class);
    }

    private static String create(Client client) {
        return client.post("/api/conversations", "{}").json().getString("id");
    }

    private static String id(Client client) {
        return client.get("/api/auth/me").json().getString("id");
    }
}
