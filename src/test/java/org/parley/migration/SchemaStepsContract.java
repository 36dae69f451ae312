package org.parley.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.store.Database;

/** The schema steps on an existing database, on both stores. */
abstract class SchemaStepsContract {
    private final SchemaSteps steps = new SchemaSteps(Clock.systemUTC());

    private Database database;

    abstract Database open();

    @BeforeEach
    void openDatabase() {
        database = open();
    }

    @AfterEach
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void runsTwiceOnAnEmptyDatabase() {
        steps.apply(database);
        steps.apply(database);

        assertThat(of("schema_steps").countDocuments()).isEqualTo(3);
    }

    @Test
    void theUniqueIndexOnSessionIdIsDropped() {
        of("sessions").createIndex(Indexes.ascending("session_id"), new IndexOptions().unique(true));

        steps.apply(database);

        of("sessions").insertOne(new Document("_id", "a"));
        of("sessions").insertOne(new Document("_id", "b"));
        assertThat(of("sessions").countDocuments()).isEqualTo(2);
    }

    @Test
    void addsLowercaseKeysToUsers() {
        of("users").insertOne(new Document("username", "Ada").append("email", "Ada@example.org"));

        steps.apply(database);

        assertThat(of("users").find().first())
                .containsEntry("username_key", "ada")
                .containsEntry("email_key", "ada@example.org");
    }

    @Test
    void usersWhoseNamesDifferOnlyInCaseKeepTheirExactNames() {
        of("users").insertOne(new Document("username", "Ada").append("email", "a@example.org"));
        of("users").insertOne(new Document("username", "ada").append("email", "A@example.org"));

        steps.apply(database);

        assertThat(user("Ada")).containsEntry("username_key", "Ada").containsEntry("email_key", "a@example.org");
        assertThat(user("ada")).containsEntry("username_key", "ada").doesNotContainKey("email_key");
    }

    @Test
    void usersAddedLaterGetTheirKeysAtTheNextStart() {
        steps.apply(database);
        of("users").insertOne(new Document("username", "Late").append("email", "late@example.org"));

        steps.apply(database);

        assertThat(user("Late")).containsEntry("username_key", "late");
    }

    @Test
    void convertsIsoStringsToDates() {
        of("conversations")
                .insertOne(new Document("created_at", "2024-01-15T10:30:00.123456")
                        .append("updated_at", "2024-01-15T12:30:00+02:00")
                        .append("title", "kept"));
        of("users").insertOne(new Document("username", "ada").append("created_at", "2024-01-15T10:30:00Z"));

        steps.apply(database);

        assertThat(of("conversations").find().first())
                .containsEntry("created_at", Date.from(Instant.parse("2024-01-15T10:30:00.123Z")))
                .containsEntry("updated_at", Date.from(Instant.parse("2024-01-15T10:30:00Z")))
                .containsEntry("title", "kept");
        assertThat(user("ada")).containsEntry("created_at", Date.from(Instant.parse("2024-01-15T10:30:00Z")));
    }

    @Test
    void numbersAndTimestampsThatAreDatesBecomeDates() {
        of("conversations")
                .insertOne(new Document("created_at", 1740823200.5)
                        .append("updated_at", new BsonTimestamp(1740823200, 1))
                        .append("title", "kept"));

        steps.apply(database);

        assertThat(of("conversations").find().first())
                .containsEntry("created_at", Date.from(Instant.parse("2025-03-01T10:00:00.500Z")))
                .containsEntry("updated_at", Date.from(Instant.parse("2025-03-01T10:00:00Z")))
                .containsEntry("title", "kept");
    }

    @Test
    void valuesThatAreNotDatesStayUnchanged() {
        Document odd = new Document("created_at", "yesterday").append("updated_at", 5);
        of("conversations").insertOne(odd);

        steps.apply(database);

        assertThat(of("conversations").find().first()).isEqualTo(odd);
    }

    @Test
    void twoNodesMayStartAtOnce() throws Exception {
        for (int i = 0; i < 200; i++) {
            of("users").insertOne(new Document("username", "User" + i).append("email", "u" + i + "@example.org"));
        }
        List<Throwable> failures = new ArrayList<>();
        List<Thread> nodes = List.of(new Thread(() -> steps.apply(database)), new Thread(() -> steps.apply(database)));
        nodes.forEach(node -> node.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure)));

        nodes.forEach(Thread::start);
        for (Thread node : nodes) {
            node.join();
        }

        assertThat(failures).isEmpty();
        assertThat(of("users").countDocuments(new Document("username_key", new Document("$regex", "^user"))))
                .isEqualTo(200);
    }

    private MongoCollection<Document> of(String collection) {
        return database.collection(collection);
    }

    private Document user(String username) {
        return of("users").find(new Document("username", username)).first();
    }
}
