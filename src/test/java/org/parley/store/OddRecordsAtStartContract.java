package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.audit.AuditRepository;
import org.parley.migration.SchemaSteps;
import org.parley.testing.OddValues;

/**
 * Issue 15: values of any type in {@code audit_logs} and {@code schema_steps} do not stop a start, and stay as they are.
 * Other collections have {@code OddRecordsIT} and {@code OddDocumentsIT}.
 */
abstract class OddRecordsAtStartContract {
    private static final int STEPS = 3;

    private final SchemaSteps steps = new SchemaSteps(Clock.systemUTC());

    private Database database;
    private Map<String, BsonValue> values;

    abstract Database open();

    @BeforeEach
    void openDatabase() {
        database = open();
        values = OddValues.heldBy(database.mongo());
    }

    @AfterEach
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void stepsThatAreNoneAndStepsWithoutATimeStay() {
        MongoCollection<BsonDocument> done = collection("schema_steps");
        values.values().stream().filter(OddValues::isId).forEach(value -> insert(done, new BsonDocument("_id", value)));
        long odd = done.countDocuments();

        steps.apply(database);
        assertThat(done.countDocuments()).isEqualTo(odd + STEPS);
        List<BsonValue> names = new ArrayList<>();
        done.find(new BsonDocument("finished_at", new BsonDocument("$exists", new BsonInt32(1))))
                .forEach(step -> names.add(step.get("_id")));
        assertThat(names).hasSize(STEPS);

        values.forEach((name, value) -> names.forEach(step -> {
            BsonDocument record = OddValues.with(new BsonDocument("_id", step), "finished_at", value);
            done.replaceOne(new BsonDocument("_id", step), record);
            steps.apply(database);
            assertThat(done.find(new BsonDocument("_id", step)).first())
                    .as(step + " finished at " + name)
                    .isEqualTo(record);
        }));
    }

    @Test
    void theStepsPassOverUsersAndConversationsWithAnyValues() {
        BsonDateTime time = new BsonDateTime(1_705_314_600_000L);
        BsonString text = new BsonString("Ada");
        BsonDocument user = new BsonDocument("username", text)
                .append("email", text)
                .append("username_key", text)
                .append("email_key", text)
                .append("created_at", time)
                .append("updated_at", time)
                .append("last_login", time);
        BsonDocument conversation =
                new BsonDocument("user_id", text).append("created_at", time).append("updated_at", time);
        collection("users").insertMany(OddValues.inEveryField(user, values));
        collection("conversations").insertMany(OddValues.inEveryField(conversation, values));
        collection("sessions").insertMany(OddValues.inEveryField(conversation, values));

        steps.apply(database);
        steps.apply(database);

        assertThat(collection("schema_steps").countDocuments()).isEqualTo(STEPS);
        assertThat(collection("users").countDocuments()).isEqualTo((long) user.size() * values.size());
    }

    @Test
    void auditEntriesWithAnyValueInAnyFieldStay() {
        MongoCollection<BsonDocument> entries = collection("audit_logs");
        BsonDocument usual = new BsonDocument("user_id", new BsonString("a"))
                .append("username", new BsonString("ada"))
                .append("action", new BsonString("auth.login"))
                .append("status_code", new BsonInt32(200))
                .append("timestamp", new BsonDateTime(1_705_314_600_000L))
                .append("outcome", new BsonString("success"));
        entries.insertMany(OddValues.inEveryField(usual, values));
        values.values().stream()
                .filter(OddValues::isId)
                .forEach(value -> insert(entries, usual.clone().append("_id", value)));
        List<BsonDocument> before = entries.find().into(new ArrayList<>());

        new AuditRepository(database).create(database);
        new AuditRepository(database).create(database);

        assertThat(entries.find().into(new ArrayList<>())).isEqualTo(before);
    }

    /** No index can hold lists in two of its fields. Where the database says so, the start names the collection. */
    @Test
    void anEntryThatNoIndexCanHoldIsNamedInOneSentence() {
        BsonArray list = new BsonArray(List.of(new BsonInt32(1), new BsonInt32(2)));
        collection("audit_logs").insertOne(new BsonDocument("user_id", list).append("timestamp", list));

        MongoException refused =
                catchThrowableOfType(MongoException.class, () -> new AuditRepository(database).create(database));

        if (refused != null) {
            assertThat(StoreFailures.reason(refused, database.place()))
                    .startsWith(database.place() + " refused ")
                    .contains("audit_logs", "user_id", "timestamp")
                    .doesNotContain("\n");
        }
    }

    /** The embedded store takes some odd numbers for one another. */
    private static void insert(MongoCollection<BsonDocument> into, BsonDocument document) {
        try {
            into.insertOne(document);
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
        }
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return database.mongo().getCollection(name, BsonDocument.class);
    }
}
