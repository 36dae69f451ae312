package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Documents of an older program, written before and while Parley runs, are read and continued. */
class ExistingDatabaseIT {
    /** One value of each type that a field can have; the numbers are 0, so that no counter claims missing messages. */
    private static final List<BsonValue> EVERY_TYPE = List.of(
            new BsonNull(),
            new BsonUndefined(),
            new BsonString(""),
            new BsonString("15.01.2024 10:30"),
            new BsonInt32(0),
            new BsonInt64(0),
            new BsonDouble(0),
            new BsonDecimal128(Decimal128.POSITIVE_ZERO),
            BsonBoolean.TRUE,
            new BsonDateTime(1_705_314_600_000L),
            new BsonTimestamp(1_705_314_600, 1),
            new BsonObjectId(new ObjectId()),
            new BsonBinary(new byte[] {1, 2, 3}),
            new BsonRegularExpression("a.*", "i"),
            new BsonDocument(),
            new BsonDocument("0", new BsonDocument("a", new BsonNull())),
            new BsonArray(),
            new BsonArray(List.of(new BsonString("text"), new BsonInt32(7), new BsonNull())),
            new BsonArray(List.of(new BsonDocument("role", new BsonInt32(7)), new BsonArray())),
            new BsonMinKey(),
            new BsonMaxKey());

    private final Node node = Node.shared();
    private final Client client = node.newUser();
    private final MongoCollection<Document> stored = node.database().getCollection("conversations");
    private ObjectId user;

    @BeforeEach
    void findUser() {
        user = new ObjectId(client.get("/api/auth/me").json().getString("id"));
    }

    @Test
    void ownersAndDatesOfBothKindsAreListedInOrder() {
        insert(old("third", user.toHexString(), "2024-01-03T10:00:00", 1));
        insert(old("first", user, Date.from(Instant.parse("2024-01-05T10:00:00Z")), 1));
        insert(old("second", user.toHexString(), "2024-01-04T12:00:00+02:00", 1));
        insert(old("fourth", user, "2024-01-02T10:00:00.123456Z", 1));

        for (String view : List.of("full", "summary")) {
            JsonArray list =
                    client.get("/api/conversations?view=" + view + "&limit=100").array();
            assertThat(list.getValuesAs(JsonObject.class))
                    .extracting(entry -> entry.getString("title"))
                    .containsExactly("first", "second", "third", "fourth");
            assertThat(list.getJsonObject(1).getString("updated_at")).isEqualTo("2024-01-04T10:00:00.000Z");
            assertThat(list.getJsonObject(3).getString("updated_at")).isEqualTo("2024-01-02T10:00:00.123Z");
            assertThat(list.getJsonObject(1).getString("user_id")).isEqualTo(user.toHexString());
        }
        assertThat(client.get("/api/conversations/stats/count").json().getInt("count"))
                .isEqualTo(4);
    }

    @Test
    void aDocumentWithoutAnAddressHidesNoOtherOne() {
        insert(old("older", user, new Date(1_000), 1));
        stored.insertOne(old("no address", user, new Date(2_000), 1).append("_id", "by-hand-" + user));
        insert(old("newer", user, new Date(3_000), 1));

        for (String query : List.of("?view=full", "?view=summary", "?status=all")) {
            assertThat(client.get("/api/conversations" + query).array().getValuesAs(JsonObject.class))
                    .extracting(entry -> entry.getString("title"))
                    .containsExactly("newer", "older");
        }
        assertThat(client.get("/api/conversations/stats/count").json().getInt("count"))
                .isEqualTo(2);
        assertThat(client.delete("/api/conversations").json().getInt("deleted_count"))
                .isEqualTo(2);
        assertThat(stored.countDocuments(Filters.eq("_id", "by-hand-" + user))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title",
                "messages",
                "status",
                "metadata",
                "tags",
                "project_id",
                "pinned",
                "list_keys",
                "created_at",
                "updated_at",
                "message_count",
                "segment_count",
                "first_segment",
                "tail_first_seq",
                "tail_bytes",
                "branches",
                "preview",
                "revision",
                "kept"
            })
    void aValueOfAnyTypeInAFieldIsListedReadCountedAndDeleted(String field) {
        List<String> ids = new ArrayList<>();
        for (BsonValue value : EVERY_TYPE) {
            Object owner = ids.size() % 2 == 0 ? user : user.toHexString();
            ids.add(insert(old("odd", owner, new Date(1_000L * ids.size()), 2).append(field, value))
                    .toHexString());
        }

        for (String query : List.of("?view=full&status=all", "?view=summary&status=all")) {
            assertThat(client.get("/api/conversations" + query).array().getValuesAs(JsonObject.class))
                    .extracting(entry -> entry.getString("id"))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
        assertThat(client.get("/api/conversations/stats/count?status=all")
                        .json()
                        .getInt("count"))
                .isEqualTo(ids.size());
        for (String id : ids) {
            String path = "/api/conversations/" + id;
            Document before = stored.find(Filters.eq("_id", new ObjectId(id))).first();
            assertThat(client.get(path).json().getString("user_id")).isEqualTo(user.toHexString());
            assertThat(client.get(path + "?view=summary").json().getString("id"))
                    .isEqualTo(id);
            assertThat(client.get(path + "/messages").status()).as(id).isEqualTo(200);
            assertThat(stored.find(Filters.eq("_id", new ObjectId(id))).first()).isEqualTo(before);
        }
        assertThat(client.delete("/api/conversations/" + ids.get(0)).status()).isEqualTo(204);
        assertThat(client.delete("/api/conversations").json().getInt("deleted_count"))
                .isEqualTo(ids.size() - 1);
    }

    @Test
    void messagesWithoutIdsGetStableOnesAndOddShapesAreShown() {
        Document odd = old("odd", user, new Date(), 0)
                .append(
                        "messages",
                        List.of(
                                new Document("type", "user").append("content", "by type"),
                                new Document("role", "assistant")
                                        .append("content", new Document("text", "in an object"))
                                        .append("timestamp", "2024-01-15T10:30:00")
                                        .append("metrics", null)
                                        .append("model", null),
                                new Document("role", "user").append("content", null)));
        odd.append("metadata", null);
        odd.remove("status");
        String path = path(insert(odd));

        JsonObject read = client.get(path).json();
        List<JsonObject> messages = read.getJsonArray("messages").getValuesAs(JsonObject.class);
        assertThat(messages)
                .extracting(message -> message.getString("id"))
                .containsExactly(read.getString("id") + "-0", read.getString("id") + "-1", read.getString("id") + "-2");
        assertThat(messages)
                .extracting(message -> message.getString("role"))
                .containsExactly("user", "assistant", "user");
        assertThat(messages.get(1).getString("content")).contains("in an object");
        assertThat(messages.get(1).getString("timestamp")).isEqualTo("2024-01-15T10:30:00.000Z");
        assertThat(messages.get(1).keySet()).doesNotContain("model", "metrics");
        assertThat(read.getString("status")).isEqualTo("active");

        JsonObject continued = append(path, "new");
        assertThat(continued.getJsonArray("messages").subList(0, 3)).isEqualTo(read.getJsonArray("messages"));
        assertThat(continued.getJsonArray("messages").getJsonObject(3).getInt("seq"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 159, 161, 5_000})
    void conversationsOfAnyLengthAreContinuedWithNothingLost(int length) {
        ObjectId id = insert(old("long", user, "2024-01-15T10:30:00", length));
        String path = path(id);

        assertThat(contents(client.get(path).json().getJsonArray("messages"))).isEqualTo(numbered(length));
        assertThat(page(path)).isEqualTo(numbered(length).subList(Math.max(0, length - 50), length));

        append(path, "m" + length);

        assertThat(contents(client.get(path).json().getJsonArray("messages"))).isEqualTo(numbered(length + 1));
        assertThat(page(path)).last().isEqualTo("m" + length);
        Document now = stored.find(Filters.eq("_id", id)).first();
        assertThat(now.getInteger("message_count")).isEqualTo(length + 1);
        assertThat(now.getString("user_id")).isEqualTo(user.toHexString());
        assertThat(now.get("created_at")).isInstanceOf(Date.class);
        assertThat(now.getList("messages", Document.class).size()).isLessThanOrEqualTo(200);
        assertThat(now.getString("kept")).isEqualTo("by another program");

        assertThat(client.put(path, "{\"messages\": [{\"role\": \"user\", \"content\": \"m0\"}]}")
                        .status())
                .isEqualTo(200);
        assertThat(contents(client.get(path).json().getJsonArray("messages"))).isEqualTo(numbered(1));
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(node.database()
                        .getCollection("message_segments")
                        .countDocuments(Filters.eq("_id.conversation_id", id)))
                .isZero();
    }

    @Test
    void aDocumentWithoutMessagesOrMetadataTakesBoth() {
        Document bare = new Document("user_id", user.toHexString()).append("title", "bare");
        String path = path(insert(bare));

        assertThat(client.get(path).json().getJsonArray("messages")).isEmpty();
        assertThat(client.get("/api/conversations?view=summary")
                        .array()
                        .getJsonObject(0)
                        .getInt("message_count"))
                .isZero();
        client.post(path + "/messages", """
                {"role": "assistant", "content": "x", "metrics": {"totalTime": 2, "totalTokens": 10}}""");
        JsonObject changed = client.put(path, "{\"metadata\": {\"a\": 1}}").json();
        assertThat(changed.getJsonArray("messages")).hasSize(1);
        assertThat(changed.getJsonObject("metadata").getInt("total_tokens")).isEqualTo(10);
        assertThat(changed.getJsonObject("metadata").getInt("a")).isEqualTo(1);
    }

    @Test
    void anOlderConversationCanBeChangedUnderItsEntityTag() {
        String path = path(insert(old("guarded", user, "2024-01-15T10:30:00", 3)));
        String tag = client.get(path).header("ETag").orElseThrow();

        assertThat(client.put(path, "{\"title\": \"no\"}", "If-Match", "\"x\"").status())
                .isEqualTo(412);
        assertThat(client.put(path, "{\"title\": \"yes\"}", "If-Match", tag).status())
                .isEqualTo(200);
    }

    private Document old(String title, Object owner, Object updated, int messages) {
        List<Document> all = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            all.add(new Document("role", i % 2 == 0 ? "user" : "assistant")
                    .append("content", "m" + i)
                    .append("timestamp", Date.from(Instant.parse("2024-01-15T10:30:00Z"))));
        }
        return new Document("user_id", owner)
                .append("title", title)
                .append("messages", all)
                .append("status", "active")
                .append("metadata", new Document("thinkingTimes", List.of(2.5)).append("responseCount", 1))
                .append("created_at", updated)
                .append("updated_at", updated)
                .append("kept", "by another program");
    }

    private ObjectId insert(Document document) {
        ObjectId id = new ObjectId();
        stored.insertOne(document.append("_id", id));
        return id;
    }

    private JsonObject append(String path, String content) {
        return client.post(path + "/messages", "{\"role\": \"user\", \"content\": \"" + content + "\"}")
                .json();
    }

    private List<String> page(String path) {
        return contents(client.get(path + "/messages").json().getJsonArray("messages"));
    }

    private static String path(ObjectId id) {
        return "/api/conversations/" + id.toHexString();
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
    }

    private static List<String> contents(JsonArray messages) {
        return messages.getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("content"))
                .toList();
    }
}
