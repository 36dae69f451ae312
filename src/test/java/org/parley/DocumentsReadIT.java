package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;
import org.parley.testing.Rows;

/**
 * No request has the database read more of a user's conversations than it shows, however many there are: what MongoDB's
 * own profiler counts. An index that the database does not choose shows here and nowhere else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentsReadIT {
    private static final int CONVERSATIONS = 1_500;

    /** Documents that a request may read: a page of a hundred, and what it takes to find one. */
    private static final int MOST = 120;

    /** Something in the background may read conversations meanwhile, but not during each of these. */
    private static final int ROUNDS = 3;

    private final Node node = Node.shared();
    private MongoDatabase database;
    private MongoCollection<Document> profile;
    private Client ada;
    private String id;
    private Object owner;

    @BeforeAll
    void prepare() {
        RealMongo.required();
        database = node.database();
        profile = database.getCollection("system.profile");
        ada = node.newUser();
        id = conversation();
        Document first = stored(id);
        owner = first.get("user_id");
        Instant updated = first.getDate("updated_at").toInstant();
        database.getCollection("conversations")
                .insertMany(IntStream.rangeClosed(1, CONVERSATIONS)
                        .mapToObj(age -> new Document(first)
                                .append("_id", new ObjectId())
                                .append("updated_at", Date.from(updated.minus(age, ChronoUnit.HOURS))))
                        .toList());
        Await.until(
                "all of them are indexed",
                () -> !ada.get("/api/search?q=hello").json().containsKey("indexing"));
    }

    @AfterAll
    void stopCounting() {
        if (profile != null) {
            database.runCommand(new Document("profile", 0));
            profile.drop();
        }
    }

    private String conversation() {
        return ada.post("/api/conversations", """
                        {"title": "Greetings", "messages": [{"role": "user", "content": "Hello"}]}""").json().getString("id");
    }

    private Document stored(String conversation) {
        return database.getCollection("conversations")
                .find(Filters.eq("_id", new ObjectId(conversation)))
                .first();
    }

    @Rows({
        "GET    | /api/conversations?limit=100                                     |",
        "GET    | /api/conversations?view=summary&limit=100                        |",
        "GET    | /api/conversations?view=summary&limit=20&total=true              |",
        "GET    | /api/conversations?view=summary&limit=20&status=archived         |",
        "GET    | /api/conversations?view=summary&limit=20&tag=none                |",
        "GET    | /api/conversations?view=summary&limit=20&pinned=true             |",
        "GET    | /api/conversations?view=summary&limit=20&project=0123456789abcdef01234567 |",
        "GET    | /api/conversations/stats/count                                   |",
        "GET    | /api/conversations/{id}                                          |",
        "GET    | /api/conversations/{id}?view=summary                             |",
        "GET    | /api/conversations/{id}/messages                                 |",
        "GET    | /api/conversations/{id}/thread                                   |",
        "PUT    | /api/conversations/{id}                                          | {\"title\": \"Renamed\"}",
        "POST   | /api/conversations/{id}/messages                                 | {\"role\": \"user\", \"content\": \"Hello\"}",
        "POST   | /api/conversations                                               | {\"title\": \"Another\"}",
        "POST   | /api/conversations/batch                                         | {\"ids\": [\"{id}\"], \"action\": \"pin\"}",
        "DELETE | /api/conversations/{other}                                       |",
        "GET    | /api/search?q=hello                                              |",
        "GET    | /api/search?q=greetings                                          |",
        "GET    | /api/search?q=is:pinned%20hello                                  |",
        "GET    | /api/tags                                                        |",
        "GET    | /api/projects                                                    |",
        "GET    | /api/trash                                                       |",
        "GET    | /api/auth/me/activity                                            |",
    })
    void readsNoMoreThanItShows(String method, String path, String body) {
        call(method, path, body); // what is kept with the first call is kept
        int read = Integer.MAX_VALUE;
        for (int round = 0; round < ROUNDS && read > MOST; round++) {
            read = documentsRead(() -> call(method, path, body));
        }
        assertThat(read).as("documents read by %s %s", method, path).isLessThanOrEqualTo(MOST);
    }

    @Test
    void readingAllOfThemCounts() {
        assertThat(documentsRead(() -> call("GET", "/api/conversations?limit=100", null)))
                .isGreaterThanOrEqualTo(100);
        assertThat(documentsRead(() -> database.getCollection("conversations")
                        .find(Filters.and(Filters.eq("user_id", owner), Filters.eq("title", "Nobody's")))
                        .first()))
                .isGreaterThan(CONVERSATIONS);
    }

    private void call(String method, String path, String body) {
        String other = path.contains("{other}") ? conversation() : "";
        String target = path.replace("{id}", id).replace("{other}", other);
        Answer answer =
                switch (method) {
                    case "GET" -> ada.get(target);
                    case "DELETE" -> ada.delete(target);
                    case "PUT" -> ada.put(target, body);
                    default -> ada.post(target, body.replace("{id}", id));
                };
        assertThat(answer.status()).as(answer.text()).isBetween(200, 204);
    }

    private int documentsRead(Runnable request) {
        database.runCommand(new Document("profile", 0));
        profile.drop();
        database.runCommand(new Document("profile", 2));
        request.run();
        database.runCommand(new Document("profile", 0));
        int read = 0;
        for (Document command : profile.find(Filters.eq("ns", database.getName() + ".conversations"))) {
            read += command.getInteger("docsExamined", 0);
        }
        return read;
    }
}
