package org.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;
import org.parley.testing.Stage;

/** The state of the system as administrators read it by REST. */
class SystemIT {
    private static final String PATH = "/api/admin/system";

    private final Node node = Stage.shared().node();
    private final String name = "y" + UUID.randomUUID().toString().replace("-", "");
    private final Client admin = node.newAdministrator(name);

    @Test
    void saysWhatThereIsWithoutNamingAnybody() {
        JsonObject system = get();

        assertThat(system.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(system.getString("server")).isNotBlank();
        JsonObject database = system.getJsonObject("database");
        assertThat(database.getString("topology")).isIn("embedded", "replica_set", "standalone");
        List<JsonObject> collections = database.getJsonArray("collections").getValuesAs(JsonObject.class);
        JsonObject users = collections.stream()
                .filter(one -> one.getString("name").equals("users"))
                .findFirst()
                .orElseThrow();
        assertThat(users.getInt("documents")).isPositive();
        if (RealMongo.uri().isPresent()) { // the embedded store counts no bytes
            assertThat(users.getInt("bytes")).isPositive();
            assertThat(users.getInt("storage_bytes")).isPositive();
            assertThat(users.getInt("index_bytes")).isPositive();
        }
        assertThat(users.getJsonArray("indexes").toString()).contains("username_key_1");
        assertThat(collections)
                .allSatisfy(one -> assertThat(one.getJsonArray("missing_indexes"))
                        .as(one.getString("name"))
                        .isEmpty());
        assertThat(system.getJsonObject("search").keySet()).containsExactly("indexes", "incomplete", "bytes");
        JsonObject model = system.getJsonArray("model_servers").getJsonObject(0);
        assertThat(model.getString("provider")).isEqualTo("openai");
        assertThat(model.getString("host")).contains(":");
        assertThat(system.toString()).doesNotContain(name, "password", "mongodb://", "@");
    }

    @Test
    void showsTheNodesThatAreThereAndThoseThatWereKilledInTheLastDay() {
        Instant now = Instant.now();
        Document killed = new Document("_id", "killed " + name)
                .append("version", "0.0.1")
                .append("started_at", Date.from(now.minus(Duration.ofHours(3))))
                .append("seen_at", Date.from(now.minus(Duration.ofHours(2))));
        node.database().getCollection("nodes").insertOne(killed);
        Await.until("the first sign of life", () -> nodes().size() >= 2);

        JsonObject system = get();

        assertThat(nodes()).anySatisfy(one -> {
            assertThat(one.getString("id")).isEqualTo(system.getString("node"));
            assertThat(Instant.parse(one.getString("seen_at"))).isAfter(now.minusSeconds(60));
            assertThat(one.getString("started_at")).isLessThanOrEqualTo(one.getString("seen_at"));
        });
        assertThat(nodes()).anySatisfy(one -> assertThat(one.getString("id")).isEqualTo("killed " + name));
        node.database()
                .getCollection("nodes")
                .updateOne(
                        Filters.eq("_id", "killed " + name),
                        Updates.set("seen_at", Date.from(now.minus(Duration.ofHours(25)))));
        Await.until(
                "the end of the killed one",
                () -> nodes().stream().noneMatch(one -> one.getString("id").equals("killed " + name)));
    }

    @Test
    void onlyAdministratorsReadIt() {
        assertThat(node.newUser().get(PATH).status()).isEqualTo(403);
        assertThat(node.client().get(PATH).status()).isEqualTo(401);
    }

    private List<JsonObject> nodes() {
        return get().getJsonArray("nodes").getValuesAs(JsonObject.class);
    }

    private JsonObject get() {
        Answer answer = admin.get(PATH);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
