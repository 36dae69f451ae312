package org.parley.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.Instants;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Stage;

/** The audit log as administrators read it by REST. */
class AuditLogIT {
    private static final String PATH = "/api/admin/audit";

    private final Node node = Stage.shared().node();
    private final String name = "l" + UUID.randomUUID().toString().replace("-", "");
    private final Client admin = node.newAdministrator(name);
    private final String action = "test." + name;

    @Test
    void showsWhoDidWhatWithTheStoredFields() {
        Client bea = node.newUser(name + "b");
        String id = id(bea);
        bea.post("/api/conversations", "{}", "User-Agent", "a phone");

        List<JsonObject> byName = list(PATH + "?user=" + (name + "B").toUpperCase());
        List<JsonObject> byId = list(PATH + "?user=" + id);

        assertThat(byName).isEqualTo(byId).hasSize(1);
        JsonObject entry = byName.get(0);
        Document stored = log().find(Filters.eq("user_id", id)).first();
        assertThat(entry.keySet()).containsExactlyInAnyOrderElementsOf(names(stored));
        assertThat(entry.getString("id")).isEqualTo(stored.getObjectId("_id").toHexString());
        assertThat(entry.getString("action")).isEqualTo("conversations.create");
        assertThat(entry.getString("user_agent")).isEqualTo("a phone");
        assertThat(entry.getString("timestamp"))
                .isEqualTo(Instants.format(stored.getDate("timestamp").toInstant()));
        assertThat(entry.getInt("status_code")).isEqualTo(201);
    }

    private static List<String> names(Document stored) {
        return stored.keySet().stream()
                .map(field -> field.equals("_id") ? "id" : field)
                .toList();
    }

    @Test
    void aNameAlsoFindsFailedLoginsWithIt() {
        node.newUser(name + "b");
        for (String typed : List.of(name + "b", name + "nobody")) {
            node.client().post("/api/auth/login", """
                    {"username": "%s", "password": "a guess"}""".formatted(typed));
        }

        assertThat(list(PATH + "?action=auth.login&outcome=denied&user=" + name + "b"))
                .singleElement()
                .satisfies(entry -> assertThat(entry).doesNotContainKey("user_id"));
        assertThat(list(PATH + "?user=" + name + "nobody")).hasSize(1);
        assertThat(list(PATH + "?outcome=success&user=" + name + "nobody")).isEmpty();
    }

    @Test
    void pagesHoldNoDoubleAndNoHoleAlsoAmongEntriesOfOneMoment() {
        store(25, i -> Instant.parse("2026-03-01T10:00:00Z").plusSeconds(i / 5));

        List<String> read = new ArrayList<>();
        Optional<String> next = Optional.of(PATH + "?limit=4&action=" + action + "&from=2026-01-01T00:00:00Z");
        while (next.isPresent() && read.size() < 50) {
            Answer page = admin.get(next.get());
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            List<JsonObject> entries = page.array().getValuesAs(JsonObject.class);
            assertThat(entries).hasSizeLessThanOrEqualTo(4);
            entries.forEach(entry -> read.add(entry.getString("n")));
            next = page.header("Link").map(link -> link.replaceAll("^<|>.*", ""));
        }

        assertThat(read).hasSize(25);
        assertThat(new LinkedHashSet<>(read)).hasSize(25);
        assertThat(read.get(0)).isIn("20", "21", "22", "23", "24");
        assertThat(read.get(24)).isIn("0", "1", "2", "3", "4");
    }

    @Test
    void timesCountFromTheFirstUpToTheLast() {
        store(4, i -> Instant.parse("2026-03-01T10:00:00Z").plusSeconds(i));

        assertThat(list(PATH + "?action=" + action + "&from=2026-03-01T10:00:01Z&to=2026-03-01T11:00:03%2B01:00"))
                .extracting(entry -> entry.getString("n"))
                .containsExactly("2", "1");
    }

    @Test
    void allOfItComesAsLines() {
        store(1_203, i -> Instant.parse("2026-03-01T10:00:00Z").plusMillis(i / 3));

        Answer all = admin.get(PATH + "?limit=1&action=" + action, "Accept", "application/x-ndjson");

        assertThat(all.status()).isEqualTo(200);
        assertThat(all.header("Content-Type").orElse("")).startsWith("application/x-ndjson");
        assertThat(all.text()).endsWith("}\n");
        List<String> read = all.text().lines().map(AuditLogIT::number).toList();
        assertThat(read).hasSize(1_203);
        assertThat(new LinkedHashSet<>(read)).hasSize(1_203);
        assertThat(read.get(0)).isIn("1200", "1201", "1202");
        Answer linked = admin.get(PATH + "?format=ndjson&action=" + action, "Accept", "text/html, */*;q=0.8");
        assertThat(linked.text()).isEqualTo(all.text());
        assertThat(linked.header("Content-Disposition")).contains("attachment; filename=\"audit.ndjson\"");
        assertThat(admin.get(PATH + "?format=json&limit=1", "Accept", "application/x-ndjson")
                        .array())
                .hasSize(1);
        assertThat(admin.get(PATH + "?action=none." + name, "Accept", "application/x-ndjson")
                        .text())
                .isEmpty();
        assertThat(admin.get(PATH + "?limit=1", "Accept", "text/html").status()).isEqualTo(406);
        assertThat(admin.get(PATH + "?limit=1", "Accept", "*/*").array()).hasSize(1);
    }

    private static String number(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject().getString("n");
        }
    }

    @Test
    void entriesOfOtherProgramsAreWrittenAsTheyAre() {
        log().insertMany(List.of(
                new Document("action", action).append("timestamp", "yesterday"),
                new Document("_id", "odd " + name).append("action", action).append("timestamp", new Date()),
                new Document("action", action)
                        .append("timestamp", new Date())
                        .append("id", 7)
                        .append("details", new Document("who", new ObjectId()).append("list", List.of(1, "x")))));

        assertThat(list(PATH + "?action=" + action)).singleElement().satisfies(entry -> {
            assertThat(entry.getString("id")).hasSize(24);
            assertThat(entry.getJsonObject("details").getJsonArray("list")).hasSize(2);
        });
    }

    @Test
    void onlyAdministratorsReadItAndEachTimeIsAnEntry() {
        Client bea = node.newUser(name + "b");

        assertThat(bea.get(PATH).status()).isEqualTo(403);
        assertThat(bea.get(PATH, "Accept", "application/x-ndjson").status()).isEqualTo(403);
        assertThat(node.client().get(PATH).status()).isEqualTo(401);
        admin.get(PATH + "?limit=1");

        Await.until("the entry", () -> outcomes(id(admin)).equals(List.of("audit success")));
        Await.until("the entries", () -> outcomes(id(bea)).equals(List.of("audit denied", "audit denied")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "cursor=x",
                "cursor=AAAAAAA",
                "outcome=maybe",
                "outcome=",
                "from=yesterday",
                "to=2026",
                "user=",
                "user=%00",
                "action=%20",
                "format=xml"
            })
    void badParametersAreNamed(String query) {
        Answer refused = admin.get(PATH + "?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(query.replaceAll("=.*", ""));
    }

    private void store(int count, IntFunction<Instant> time) {
        log().insertMany(IntStream.range(0, count)
                .mapToObj(i -> new Document("action", action)
                        .append("timestamp", Date.from(time.apply(i)))
                        .append("n", String.valueOf(i)))
                .toList());
    }

    private List<JsonObject> list(String path) {
        Answer answer = admin.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.array().getValuesAs(JsonObject.class);
    }

    private List<String> outcomes(String userId) {
        return log().find(Filters.and(Filters.eq("user_id", userId), Filters.eq("action", "admin.audit")))
                .map(entry -> entry.getString("resource_type") + " " + entry.getString("outcome"))
                .into(new ArrayList<>());
    }

    private MongoCollection<Document> log() {
        return node.database().getCollection("audit_logs");
    }

    private static String id(Client client) {
        return client.get("/api/auth/me").json().getString("id");
    }
}
