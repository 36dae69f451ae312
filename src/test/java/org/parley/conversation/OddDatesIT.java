package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Issue 14: dates of every kind that other programs store are read, and other values are never overwritten. */
class OddDatesIT {
    private static final Instant MEANT = Instant.parse("2025-03-01T10:00:00Z");
    private static final Instant LAST_MESSAGE = Instant.parse("2025-03-02T08:00:00Z");
    private static final String WIRE = "2025-03-01T10:00:00.000Z";
    private static final String KNOWN = "2025-03-02T08:00:00.000Z";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final Node node = Node.shared();
    private final Client client = node.newUser();
    private final MongoCollection<BsonDocument> stored =
            node.database().getCollection("conversations", BsonDocument.class);
    private final String user = client.get("/api/auth/me").json().getString("id");

    static List<BsonValue> dates() {
        return List.of(
                new BsonDateTime(MEANT.toEpochMilli()),
                new BsonString("2025-03-01T10:00:00Z"),
                new BsonString("2025-03-01T10:00:00.000"),
                new BsonString("2025-03-01T12:00:00+02:00"),
                new BsonString("2025-03-01 10:00:00.000123"),
                new BsonString("2025-03-01 10:00:00 UTC"),
                new BsonInt32(1740823200),
                new BsonInt64(1740823200),
                new BsonInt64(1740823200000L),
                new BsonDouble(1740823200),
                new BsonDouble(1740823200000.25),
                new BsonDecimal128(new Decimal128(new BigDecimal("1740823200.0004"))),
                new BsonTimestamp(1740823200, 7));
    }

    static List<BsonValue> noDates() {
        return List.of(
                new BsonString("15.01.2024 10:30"),
                new BsonString("2023-02-30T10:00:00"),
                new BsonString(""),
                BsonNull.VALUE,
                new BsonUndefined(),
                new BsonInt32(0),
                new BsonInt32(-5),
                new BsonDouble(Double.NaN),
                new BsonDecimal128(Decimal128.POSITIVE_INFINITY),
                BsonBoolean.TRUE,
                new BsonObjectId(new ObjectId("65a50a7c0000000000000001")),
                new BsonDocument("year", new BsonInt32(2024)));
    }

    @ParameterizedTest
    @MethodSource("dates")
    void aDateOfAnyKindIsShownAndStaysOrBecomesADate(BsonValue date) {
        ObjectId id = insert(date, "odd");

        assertShown(id, WIRE, Optional.of(WIRE));
        BsonDocument after = find(id);
        for (String field : List.of("created_at", "updated_at")) {
            assertThat(after.get(field)).isIn(date, new BsonDateTime(MEANT.toEpochMilli()));
        }

        JsonObject continued = append(id);
        assertThat(continued.getString("created_at")).isEqualTo(WIRE);
        assertThat(find(id).get("created_at")).isEqualTo(new BsonDateTime(MEANT.toEpochMilli()));
        assertThat(oddMessage(id).get("timestamp")).isEqualTo(new BsonDateTime(MEANT.toEpochMilli()));
    }

    @ParameterizedTest
    @MethodSource("noDates")
    void whatIsNoDateIsNeverOverwrittenAndTheKnownTimeIsShown(BsonValue odd) {
        ObjectId id = insert(odd, "odd");
        BsonDocument before = find(id);

        assertShown(id, KNOWN, Optional.empty());
        assertShown(id, KNOWN, Optional.empty());
        assertThat(find(id)).isEqualTo(before);

        JsonObject continued = append(id);
        assertThat(continued.getJsonArray("messages")).hasSize(3);
        assertThat(Instant.parse(continued.getString("created_at")))
                .isBeforeOrEqualTo(Instant.parse(continued.getString("updated_at")));
        assertThat(find(id).get("created_at")).isEqualTo(before.get("created_at"));
        assertThat(find(id).get("updated_at")).isInstanceOf(BsonDateTime.class);
        assertThat(oddMessage(id).get("timestamp")).isEqualTo(before.get("created_at"));
    }

    @Test
    void aDayIsADate() {
        ObjectId id = insert(new BsonString("2024-01-15"), "day");

        assertThat(listed("summary").getString("updated_at")).isEqualTo("2024-01-15T00:00:00.000Z");
        assertThat(find(id).get("updated_at"))
                .isEqualTo(
                        new BsonDateTime(Instant.parse("2024-01-15T00:00:00Z").toEpochMilli()));
    }

    @Test
    void fractionsOfASecondAreKept() {
        ObjectId id = insert(new BsonDouble(1740823200.5), "half");

        assertThat(client.get(path(id)).json().getString("updated_at")).isEqualTo("2025-03-01T10:00:00.500Z");
    }

    @Test
    void aConversationWithoutMessagesAndDatesIsAsOldAsItsId() {
        ObjectId id = new ObjectId("65a50a7c" + new ObjectId().toHexString().substring(8));
        stored.insertOne(new BsonDocument("_id", new BsonObjectId(id))
                .append("user_id", new BsonString(user))
                .append("updated_at", new BsonString("soon")));
        String known = "2024-01-15T10:35:40.000Z";

        for (JsonObject shown :
                List.of(listed("full"), listed("summary"), client.get(path(id)).json())) {
            assertThat(shown.getString("created_at")).isEqualTo(known);
            assertThat(shown.getString("updated_at")).isEqualTo(known);
        }
    }

    @Test
    void anEntityTagOfAnOddDateChangesWithIt() {
        ObjectId id = insert(new BsonString("15.01.2024 10:30"), "odd");
        String tag = client.get(path(id)).header("ETag").orElseThrow();

        stored.updateOne(Filters.eq("_id", id), Updates.set("updated_at", "15.01.2024 10:31"));

        assertThat(client.get(path(id), "If-None-Match", tag).status()).isEqualTo(200);
        assertThat(client.put(path(id), "{\"title\": \"no\"}", "If-Match", tag).status())
                .isEqualTo(412);
        String now = client.get(path(id)).header("ETag").orElseThrow();
        assertThat(client.get(path(id), "If-None-Match", now).status()).isEqualTo(304);
        assertThat(client.put(path(id), "{\"title\": \"yes\"}", "If-Match", now).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void pagesOfMixedDatesHoldNoDoubleAndNoHole(int limit) {
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            insert(new BsonDateTime(MEANT.toEpochMilli() + i), title(titles, "date"));
            insert(new BsonDateTime(MEANT.toEpochMilli()), title(titles, "same date"));
        }
        noDates().forEach(odd -> insert(odd, title(titles, "odd")));
        noDates().forEach(odd -> insert(odd, title(titles, "odd again")));
        dates().forEach(date -> insert(date, title(titles, "convertible")));

        List<String> first = walk("?view=summary&limit=" + limit);
        assertThat(first).containsExactlyInAnyOrderElementsOf(titles);
        List<String> again = walk("?view=full&limit=" + limit);
        assertThat(again).containsExactlyInAnyOrderElementsOf(titles);
        assertThat(new HashSet<>(again.subList(0, titles.size() - 2 * noDates().size())))
                .as("dates come first")
                .noneMatch(title -> title.startsWith("odd"));
        assertThat(walk("?view=summary&limit=" + limit)).isEqualTo(again);
        List<String> byOffset = new ArrayList<>();
        for (int offset = 0; offset < titles.size(); offset += limit) {
            byOffset.addAll(titles(client.get("/api/conversations?limit=" + limit + "&offset=" + offset)));
        }
        assertThat(byOffset).isEqualTo(again);
    }

    @Test
    void dateFieldsOfUsersAreReadLikewise() {
        MongoCollection<Document> users = node.database().getCollection("users");
        for (BsonValue date : dates()) {
            users.updateOne(
                    Filters.eq("_id", new ObjectId(user)),
                    Updates.combine(Updates.set("created_at", date), Updates.set("last_login", date)));
            JsonObject me = client.get("/api/auth/me").json();
            assertThat(me.getString("created_at")).as("of %s", date).isEqualTo(WIRE);
            assertThat(me.getString("last_login")).isEqualTo(WIRE);
        }
        for (BsonValue odd : noDates()) {
            users.updateOne(
                    Filters.eq("_id", new ObjectId(user)),
                    Updates.combine(Updates.set("created_at", odd), Updates.set("last_login", odd)));
            Answer me = client.get("/api/auth/me");
            assertThat(me.status()).as("of %s", odd).isEqualTo(200);
            assertThat(me.json().keySet()).doesNotContain("created_at", "last_login");
        }
    }

    private void assertShown(ObjectId id, String expected, Optional<String> ofMessage) {
        JsonObject read = client.get(path(id)).json();
        for (JsonObject shown : List.of(listed("summary"), listed("full"), read)) {
            assertThat(shown.getString("created_at")).isEqualTo(expected);
            assertThat(shown.getString("updated_at")).isEqualTo(expected);
        }
        for (JsonObject page : List.of(read, client.get(path(id) + "/messages").json())) {
            JsonObject odd = page.getJsonArray("messages").getJsonObject(0);
            assertThat(Optional.ofNullable(odd.getString("timestamp", null))).isEqualTo(ofMessage);
            assertThat(page.getJsonArray("messages").getJsonObject(1).getString("timestamp"))
                    .isEqualTo(KNOWN);
        }
    }

    private JsonObject append(ObjectId id) {
        Answer answer = client.post(path(id) + "/messages", "{\"role\": \"user\", \"content\": \"new\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private List<String> walk(String query) {
        List<String> titles = new ArrayList<>();
        for (Optional<String> next = Optional.of("/api/conversations" + query); next.isPresent(); ) {
            Answer page = client.get(next.get());
            titles.addAll(titles(page));
            next = page.header("Link").map(NEXT::matcher).filter(Matcher::find).map(found -> found.group(1));
            assertThat(titles).hasSizeLessThan(100);
        }
        return titles;
    }

    private JsonObject listed(String view) {
        JsonArray list = client.get("/api/conversations?view=" + view).array();
        assertThat(list).hasSize(1);
        return list.getJsonObject(0);
    }

    private ObjectId insert(BsonValue date, String title) {
        ObjectId id = new ObjectId();
        BsonDocument odd = new BsonDocument("role", new BsonString("user"))
                .append("content", new BsonString("first"))
                .append("timestamp", date);
        BsonDocument last = new BsonDocument("role", new BsonString("assistant"))
                .append("content", new BsonString("last"))
                .append("timestamp", new BsonDateTime(LAST_MESSAGE.toEpochMilli()));
        stored.insertOne(new BsonDocument("_id", new BsonObjectId(id))
                .append("user_id", new BsonString(user))
                .append("title", new BsonString(title))
                .append("messages", new BsonArray(List.of(odd, last)))
                .append("created_at", date)
                .append("updated_at", date));
        return id;
    }

    private BsonDocument find(ObjectId id) {
        return stored.find(Filters.eq("_id", id)).first();
    }

    private BsonDocument oddMessage(ObjectId id) {
        return find(id).getArray("messages").get(0).asDocument();
    }

    private static String title(List<String> titles, String kind) {
        titles.add(kind + " " + titles.size());
        return titles.get(titles.size() - 1);
    }

    private static List<String> titles(Answer page) {
        return page.array().getValuesAs(JsonObject.class).stream()
                .map(one -> one.getString("title"))
                .toList();
    }

    private static String path(ObjectId id) {
        return "/api/conversations/" + id.toHexString();
    }
}
