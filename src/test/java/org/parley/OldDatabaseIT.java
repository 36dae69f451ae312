package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Bcrypt;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.OddValues;
import org.parley.testing.RealMongo;

/** The first start on a database of another program takes it over without loss. */
class OldDatabaseIT {
    private static final String PASSWORD = "correct horse";

    private final String name = RealMongo.newDatabase();
    private final MongoDatabase database = RealMongo.database(name);

    @Test
    void itsPeopleSignInAndFindAndContinueTheirConversations() {
        ObjectId ada = user("Ada", "ada@example.org", "admin");
        ObjectId bob = user("bob", "bob@example.org", "user");
        database.getCollection("sessions")
                .createIndex(Indexes.ascending("session_id"), new IndexOptions().unique(true));
        database.getCollection("sessions")
                .insertOne(new Document("session_id", "old").append("user_id", ada.toHexString()));
        conversation("by id", ada, "2024-01-15T10:30:00", 3);
        conversation("by text", ada.toHexString(), Date.from(Instant.parse("2024-01-16T10:30:00Z")), 1_000);
        conversation("bob's", bob, "2024-01-17T10:30:00", 1);

        oddRecords();

        try (Node node = Node.start("MONGODB_URI=" + RealMongo.required(), "MONGODB_DATABASE=" + name)) {
            Client client = node.client().login("Ada", PASSWORD);

            assertThat(client.get("/auth/me").json().getString("role")).isEqualTo("ADMIN");
            List<JsonObject> list =
                    client.get("/conversations?view=summary").array().getValuesAs(JsonObject.class);
            assertThat(list).extracting(entry -> entry.getString("title")).containsExactly("by text", "by id");
            assertThat(list).extracting(entry -> entry.getInt("message_count")).containsExactly(1_000, 3);
            for (JsonObject entry : list) {
                continued(client, "/conversations/" + entry.getString("id"), entry.getInt("message_count"));
            }
            assertThat(users(ada).getString("password_hash")).startsWith("$argon2id$");
            assertThat(node.client().login("Ada", PASSWORD).get("/auth/me").status())
                    .isEqualTo(200);

            node.restart();

            assertThat(client.get("/conversations/stats/count").json().getInt("count"))
                    .isEqualTo(2);
        }
    }

    private static void continued(Client client, String path, int before) {
        assertThat(client.post(path + "/messages", "{\"role\": \"user\", \"content\": \"more\"}")
                        .json()
                        .getJsonArray("messages"))
                .hasSize(before + 1)
                .extracting(message -> message.asJsonObject().getString("content"))
                .startsWith("m0")
                .endsWith("m" + (before - 1), "more");
    }

    /** What a start has to pass over: any value in any field of what it indexes and changes. */
    private void oddRecords() {
        Map<String, BsonValue> values = OddValues.heldBy(database);
        BsonString text = new BsonString("odd");
        BsonDateTime time = new BsonDateTime(1_705_314_600_000L);
        BsonDocument record = new BsonDocument("user_id", text)
                .append("action", text)
                .append("source_id", text)
                .append("timestamp", time)
                .append("created_at", time)
                .append("updated_at", time)
                .append("finished_at", time);
        for (String collection : List.of("users", "conversations", "audit_logs", "schema_steps")) {
            database.getCollection(collection, BsonDocument.class).insertMany(OddValues.inEveryField(record, values));
        }
    }

    private ObjectId user(String username, String email, String role) {
        ObjectId id = new ObjectId();
        String hash = Password.hash(PASSWORD)
                .with(BcryptFunction.getInstance(Bcrypt.B, 4))
                .getResult();
        database.getCollection("users")
                .insertOne(new Document("_id", id)
                        .append("username", username)
                        .append("email", email)
                        .append("password_hash", hash)
                        .append("role", role)
                        .append("is_active", true)
                        .append("created_at", "2024-01-01T00:00:00"));
        return id;
    }

    private Document users(ObjectId id) {
        return database.getCollection("users").find(new Document("_id", id)).first();
    }

    private void conversation(String title, Object owner, Object time, int length) {
        List<Document> messages = IntStream.range(0, length)
                .mapToObj(i -> new Document("role", i % 2 == 0 ? "user" : "assistant")
                        .append("content", "m" + i)
                        .append("timestamp", "2024-01-15T10:30:00"))
                .toList();
        database.getCollection("conversations")
                .insertOne(new Document("user_id", owner)
                        .append("title", title)
                        .append("messages", messages)
                        .append("metadata", new Document())
                        .append("created_at", time)
                        .append("updated_at", time));
    }
}
