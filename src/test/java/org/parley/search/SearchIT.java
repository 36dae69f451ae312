package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Searches over REST, as programs see them. Each test has its own user. */
class SearchIT {
    private final Node node = Node.shared();
    private final Client ada = node.newUser();

    @Test
    void aMessageIsFoundAsSoonAsItIsAcknowledged() {
        String id = conversation("Notes");
        for (int i = 0; i < 30; i++) {
            say(id, "user", "thing number" + i);

            JsonObject found = only(search("number" + i));
            assertThat(found.getJsonArray("matches").getJsonObject(0).getInt("seq"))
                    .isEqualTo(i);
        }
    }

    @Test
    void aResultHoldsWhatAListShowsAndWhereTheHitsAre() {
        String id = conversation("Plants for the Winter");
        say(id, "user", "What can I plant in a  winter\ngarden?");

        JsonObject found = only(search("WINTER"));
        JsonObject conversation = found.getJsonObject("conversation");
        JsonObject match = found.getJsonArray("matches").getJsonObject(0);

        assertThat(conversation.getString("id")).isEqualTo(id);
        assertThat(conversation.getString("title")).isEqualTo("Plants for the Winter");
        assertThat(conversation.getString("status")).isEqualTo("active");
        assertThat(conversation.getString("updated_at")).endsWith("Z");
        assertThat(conversation.getJsonArray("tags")).isEmpty();
        assertThat(marked("Plants for the Winter", found.getJsonArray("title_highlights")))
                .containsExactly("Winter");
        assertThat(match.getString("snippet")).isEqualTo("What can I plant in a winter garden?");
        assertThat(marked(match.getString("snippet"), match.getJsonArray("highlights")))
                .containsExactly("winter");
        assertThat(match.getString("role")).isEqualTo("user");
        assertThat(match.getString("timestamp")).endsWith("Z");
        assertThat(found.getInt("match_count")).isEqualTo(1);
    }

    @Test
    void allWordsStandInOneMessageOrItsTitle() {
        String both = conversation("one");
        say(both, "user", "the cat and the dog");
        String titled = conversation("a dog");
        say(titled, "user", "no, a cat");
        String spread = conversation("two");
        say(spread, "user", "here is a cat");
        say(spread, "assistant", "and here a dog");
        String title = conversation("dog and cat");
        say(title, "user", "nothing");

        assertThat(ids(search("cat dog"))).containsExactlyInAnyOrder(both, titled, title);
        assertThat(ids(search("cat dog")).get(0)).isEqualTo(title);
        JsonObject alone = only(search("in:title cat dog"));
        assertThat(alone.getJsonArray("matches")).isEmpty();
        assertThat(alone.getInt("match_count")).isZero();
    }

    @Test
    void phrasesPrefixesAndExclusionsAreUnderstood() {
        String first = conversation("first");
        say(first, "user", "a long way to the lighthouse keeper");
        String second = conversation("second");
        say(second, "user", "the keeper of a lighthouse");

        assertThat(ids(search("\"lighthouse keeper\""))).containsExactly(first);
        assertThat(ids(search("keeper lightho"))).containsExactlyInAnyOrder(first, second);
        assertThat(ids(search("lighth* keeper"))).containsExactlyInAnyOrder(first, second);
        assertThat(ids(search("lightho keeper"))).isEmpty();
        assertThat(ids(search("keeper -way"))).containsExactly(second);
        assertThat(ids(search("keeper -second"))).containsExactly(first);
    }

    @Test
    void operatorsRestrict() {
        String id = conversation("Kept");
        say(id, "user", "apple one");
        say(id, "assistant", "apple two");
        String old = conversation("Archived apple");
        say(old, "user", "apple three");
        ada.put(path(old), "{\"status\": \"archived\"}");

        assertThat(only(search("apple role:assistant"))
                        .getJsonArray("matches")
                        .getJsonObject(0)
                        .getInt("seq"))
                .isEqualTo(1);
        assertThat(ids(search("apple is:archived"))).containsExactly(old);
        assertThat(ids(search("is:archived"))).containsExactly(old);
        assertThat(ids(search("apple before:2020-01-01"))).isEmpty();
        assertThat(ids(search("apple after:2020-01-01"))).containsExactlyInAnyOrder(id, old);
        assertThat(ids(search("role:assistant"))).containsExactly(id);
        assertThat(ids(search("apple is:pinned"))).isEmpty();
        ada.put(path(id), "{\"pinned\": true, \"tags\": [\"Fruit\"]}");
        assertThat(ids(search("apple is:pinned"))).containsExactly(id);
        assertThat(ids(search("tag:fruit"))).containsExactly(id);
        assertThat(ids(search("project:none"))).isEmpty();
        String project =
                ada.post("/api/projects", "{\"name\": \"My Orchard\"}").json().getString("id");
        ada.put(path(old), "{\"project_id\": \"" + project + "\"}");
        assertThat(ids(search("project:\"my orchard\" apple"))).containsExactly(old);
        assertThat(ids(search("project:" + project))).containsExactly(old);
        assertThat(ids(search("apple is:shared"))).isEmpty();
    }

    @Test
    void theTagsOfExistingDocumentsCount() {
        String tagged = conversation("Tagged");
        say(tagged, "user", "pear");
        say(conversation("Other"), "user", "pear");
        node.database()
                .getCollection("conversations")
                .updateOne(
                        new Document("title", "Tagged"),
                        new Document("$set", new Document("tags", List.of("Fruit (ripe)", 7))));

        assertThat(ids(search("pear tag:\"fruit (RIPE)\""))).containsExactly(tagged);
        assertThat(ids(search("tag:fruit"))).isEmpty();
    }

    @Test
    void accentsCaseAndPartsOfWordsDoNotMatter() {
        String id = conversation("Words");
        say(id, "user", "Ünïcödé foo.barBaz snake_case 中文你好 don't");

        for (String query : List.of(
                "unicode",
                "ÜNÏCÖDÉ",
                "foo.barbaz",
                "barbaz",
                "BAZ",
                "case",
                "snake_case",
                "文你",
                "中",
                "dont",
                "don’t")) {
            assertThat(ids(search(query))).as(query).containsExactly(id);
        }
        assertThat(ids(search("中好"))).isEmpty();
    }

    @Test
    void whatIsDeletedReplacedOrRenamedFollowsAtOnce() {
        String deleted = conversation("walrus");
        say(deleted, "user", "walrus");
        String replaced = conversation("sea");
        say(replaced, "user", "walrus");
        assertThat(ids(search("walrus"))).hasSize(2);

        ada.delete(path(deleted));
        ada.put(path(replaced), "{\"messages\": [{\"role\": \"user\", \"content\": \"narwhal\"}]}");

        assertThat(ids(search("walrus"))).isEmpty();
        assertThat(ids(search("narwhal"))).containsExactly(replaced);
        ada.put(path(replaced), "{\"title\": \"ocean\"}");
        assertThat(ids(search("in:title sea"))).isEmpty();
        assertThat(ids(search("in:title ocean"))).containsExactly(replaced);
        ada.delete("/api/conversations");
        assertThat(ids(search("narwhal"))).isEmpty();
        ada.post("/api/trash/" + replaced + "/restore", "");
        assertThat(ids(search("narwhal"))).containsExactly(replaced);
    }

    @Test
    void allBranchesAreFound() {
        String id = conversation("Branches");
        say(id, "user", "question");
        say(id, "assistant", "badger");
        ada.post(path(id) + "/messages", "{\"role\": \"assistant\", \"content\": \"otter\", \"parent\": 0}");

        assertThat(ids(search("badger"))).containsExactly(id);
        assertThat(ids(search("otter"))).containsExactly(id);
    }

    @Test
    void messagesInSegmentsAreFoundAtTheirPlaces() {
        String id = conversation("Long");
        List<String> messages = IntStream.range(0, 450)
                .mapToObj(i -> "{\"role\": \"user\", \"content\": \"entry" + i + " of many\"}")
                .toList();
        ada.put(path(id), "{\"messages\": [" + String.join(",", messages) + "]}");
        say(id, "user", "entry450 of many");

        for (int seq : new int[] {0, 3, 199, 200, 401, 449, 450}) {
            assertThat(only(search("entry" + seq + " of"))
                            .getJsonArray("matches")
                            .getJsonObject(0)
                            .getInt("seq"))
                    .isEqualTo(seq);
        }
        JsonObject all = only(search("many"));
        assertThat(all.getInt("match_count")).isEqualTo(451);
        assertThat(all.getJsonArray("matches")).hasSize(3);
    }

    @Test
    void pagesHoldNoDoubleAndNoHole() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String id = conversation("Page " + i);
            say(id, "user", "common words");
            made.add(id);
        }

        List<String> read = new ArrayList<>();
        Answer page = ada.get("/api/search?q=common&limit=3");
        read.addAll(ids(page));
        while (page.header("Link").isPresent()) {
            String link = page.header("Link").orElseThrow();
            assertThat(link).endsWith(">; rel=\"next\"");
            page = ada.get(link.substring(1, link.indexOf('>')));
            read.addAll(ids(page));
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(made);
        assertThat(read.get(0)).isEqualTo(made.get(6));
    }

    @Test
    void nobodyFindsWhatIsNotTheirs() {
        say(conversation("Secret"), "user", "quokka");
        Client bob = node.newUser();

        assertThat(ids(bob.get("/api/search?q=quokka"))).isEmpty();
        assertThat(bob.get("/api/search?q=quokak").json().containsKey("corrected"))
                .isFalse();
        assertThat(node.client().get("/api/search?q=quokka").status()).isEqualTo(401);
    }

    @Test
    void oneTypoAWordIsForgivenWhereNothingIsFound() {
        String id = conversation("Recipes");
        say(id, "user", "strawberry pancakes");

        JsonObject answer = search("strawbery pacnakes").json();

        assertThat(answer.getString("corrected")).isEqualTo("strawberry pancakes");
        assertThat(ids(search("strawbery"))).containsExactly(id);
        assertThat(search("strawberry").json().containsKey("corrected")).isFalse();
        assertThat(ids(search("strwbrry"))).isEmpty();
        assertThat(ids(search("\"strawbery\""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"", "-", "*", "\"\"", "tag:", "role:king", "before:yesterday", "is:new", ":::", "a:b:c", "(((",
                        "[a-z]+", "AND OR NOT",
                "\\", "~1", "a~", "^2", "-\"", "- -", "???", "\u0000", "\uD83D", "in:title", "project:x",
                        "after:9999-99-99", "😀"
            })
    void noQueryIsRefusedForItsForm(String query) {
        assertThat(search(query).status()).isEqualTo(200);
    }

    @Test
    void badParametersAreRefused() {
        for (String bad : List.of(
                "/api/search",
                "/api/search?q=",
                "/api/search?q=" + "a".repeat(501),
                "/api/search?q=a&limit=0",
                "/api/search?q=a&limit=51",
                "/api/search?q=a&limit=x",
                "/api/search?q=a&cursor=x",
                "/api/search?q=a&cursor=-1")) {
            Answer answer = ada.get(bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors")).as(bad).hasSize(1);
        }
        assertThat(ada.get("/api/search?q=" + encoded("😀".repeat(500))).status())
                .isEqualTo(200);
    }

    @Test
    void oddDocumentsAreSearchedAsTheyAreShown() {
        String id = conversation("Plain");
        say(id, "user", "before");
        node.database()
                .getCollection("conversations")
                .updateOne(
                        new Document("_id", new org.bson.types.ObjectId(id)),
                        new Document(
                                "$set",
                                new Document("title", 5)
                                        .append("updated_at", "2023-01-01T00:00:00Z")
                                        .append(
                                                "messages",
                                                List.of(7, new Document("content", List.of("gizmo")), "widget"))
                                        .append("message_count", "x")));

        assertThat(search("gizmo").status()).isEqualTo(200);
        assertThat(ids(search("widget"))).containsExactly(id);
    }

    @Test
    void aSearchIsInTheAuditLog() {
        String word = "heron" + System.nanoTime();
        search(word);

        Await.until(
                "the entry of a search",
                () -> node.database()
                                .getCollection("audit_logs")
                                .countDocuments(new Document("action", "search")
                                        .append("user_id", userId())
                                        .append("outcome", "success"))
                        == 1);
        assertThat(node.database()
                        .getCollection("audit_logs")
                        .find(new Document("action", "search"))
                        .into(new ArrayList<>())
                        .toString())
                .doesNotContain(word);
    }

    private String userId() {
        return ada.get("/api/auth/me").json().getString("id");
    }

    private String conversation(String title) {
        return ada.post("/api/conversations", "{\"title\": \"" + title + "\"}")
                .json()
                .getString("id");
    }

    private void say(String id, String role, String content) {
        Answer answer = ada.post(
                path(id) + "/messages",
                jakarta.json.Json.createObjectBuilder()
                        .add("role", role)
                        .add("content", content)
                        .build());
        assertThat(answer.status()).isEqualTo(200);
    }

    private Answer search(String query) {
        return ada.get("/api/search?q=" + encoded(query));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String path(String id) {
        return "/api/conversations/" + id;
    }

    private static JsonObject only(Answer answer) {
        JsonArray results = answer.json().getJsonArray("results");
        assertThat(results).hasSize(1);
        return results.getJsonObject(0);
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().getJsonArray("results").getValuesAs(JsonObject.class).stream()
                .map(result -> result.getJsonObject("conversation").getString("id"))
                .toList();
    }

    private static List<String> marked(String text, JsonArray places) {
        return places.stream()
                .map(JsonValue::asJsonArray)
                .map(place -> text.substring(place.getInt(0), place.getInt(1)))
                .toList();
    }
}
