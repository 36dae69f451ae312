package org.parley.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.platform.Settings;
import org.parley.store.Database;
import picocli.CommandLine;

/** The whole command, on an embedded store that is already open, as with a running application. */
class MigrateCommandTest {
    @TempDir
    static Path directory;

    private static Database database;

    private final String user = "Ada-" + new ObjectId();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void open() {
        database = Database.open(settings("embedded:" + directory.resolve("data")));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void createUser() {
        database.collection("users")
                .insertOne(new Document("username", user).append("username_key", user.toLowerCase()));
    }

    @Test
    void everythingInTheFileIsThereAndReported() {
        assertThat(migrate("--file", fixture("browser.json"), "--username", user.toUpperCase()))
                .isZero();

        assertThat(titles())
                .containsExactlyInAnyOrder(
                        "Pasta al pesto", "New Conversation", "New Conversation", "ترجمة قصيدة", "New Conversation");
        assertThat(out.toString())
                .contains("imported  1 \"Pasta al pesto\": 2 messages")
                .contains("note: a message of type \"error\" is kept as the assistant's")
                .endsWith("5 conversations: 5 imported, 0 updated, 0 skipped, 0 failed; 13 messages added\n");
        assertThat(err.toString()).contains("5 conversations for " + user);
    }

    @Test
    void runningAgainSkipsEverything() {
        migrate("--file", fixture("backend.json"), "--username", user);

        assertThat(migrate("--file", fixture("backend.json"), "--username", user))
                .isZero();

        assertThat(out.toString()).contains("skipped   1 \"Reisplanung nach Kyōto\": already there");
        assertThat(titles()).hasSize(1);
    }

    @Test
    void eachImportedConversationIsInTheAuditLogOnce() {
        migrate("--file", fixture("backend-lines.json"), "--username", user);
        migrate("--file", fixture("backend-lines.json"), "--username", user);

        assertThat(database.collection("audit_logs").find(Filters.eq("username", user)))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry)
                        .containsEntry("action", "conversations.create")
                        .containsEntry("method", "CLI")
                        .containsEntry("endpoint", "bin/migrate")
                        .containsEntry("outcome", "success")
                        .containsKey("resource_id"));
    }

    @Test
    void aDryRunStoresNothing() {
        assertThat(migrate("--file", fixture("browser.json"), "--username", user, "--dry-run"))
                .isZero();

        assertThat(out.toString()).contains("5 to import").contains("would be added");
        assertThat(titles()).isEmpty();
        assertThat(database.collection("audit_logs").find(Filters.eq("username", user)))
                .isEmpty();
    }

    @Test
    void theReportForProgramsIsOneObject() throws IOException {
        Path file = Exports.file(directory, "[{\"id\": 1, \"messages\": []}, {\"id\": 2, \"messages\": 5}]");

        assertThat(migrate("--file", file.toString(), "--username", user, "--json"))
                .isEqualTo(3);

        JsonObject report = Json.createReader(new StringReader(out.toString())).readObject();
        assertThat(report.getJsonObject("totals"))
                .isEqualTo(Json.createReader(new StringReader("""
                        {"conversations": 2, "imported": 1, "updated": 0, "skipped": 0, "failed": 1, "messages_added": 0}
                        """)).readObject());
        assertThat(report.getJsonArray("conversations").getJsonObject(1).getString("reason"))
                .isEqualTo("its messages are not a list");
        assertThat(report.getInt("exit_status")).isEqualTo(3);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatTheFileDoesNotHoldIsSaid() throws IOException {
        Path file = Exports.file(directory, """
                [{"id": "a", "conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Ho"}]}]""");

        assertThat(migrate("--file", file.toString(), "--username", user)).isZero();
        assertThat(out.toString()).endsWith("The file does not hold all of these: times\n");
        out.getBuffer().setLength(0);
        assertThat(migrate("--file", file.toString(), "--username", user, "--json"))
                .isZero();
        JsonObject report = Json.createReader(new StringReader(out.toString())).readObject();
        assertThat(report.getJsonArray("not_in_file").getValuesAs(JsonString::getString))
                .containsExactly("times");
    }

    @Test
    void someThatFailedMakeTheStatusThree() throws IOException {
        Path file = Exports.file(
                directory, "[{\"id\": 1, \"title\": \"x\", \"messages\": 5}, {\"id\": 2, \"messages\": []}]");

        assertThat(migrate("--file", file.toString(), "--username", user)).isEqualTo(3);

        assertThat(out.toString()).contains("failed    1 \"x\": its messages are not a list");
        assertThat(titles()).hasSize(1);
    }

    @Test
    void anUnknownUserIsNamedAndNothingIsDone() {
        assertThat(migrate("--file", fixture("browser.json"), "--username", "nobody"))
                .isEqualTo(1);

        assertOneLine("there is no user nobody");
    }

    @Test
    void aWrongFileIsNamedBeforeAnythingIsAsked() {
        assertThat(run("mongodb://localhost:1", "--file", fixture("settings-export.json"), "--username", user))
                .isEqualTo(1);

        assertOneLine("this is the settings export");
    }

    @Test
    void aFileThatWasCutOffStoresNothing() throws IOException {
        String json = "[{\"id\": 1, \"messages\": []}, {\"id\": 2, \"mess";

        assertThat(migrate("--file", Exports.file(directory, json).toString(), "--username", user))
                .isEqualTo(1);

        assertOneLine("cut off");
        assertThat(titles()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsNamed() {
        assertThat(run("mongodb://localhost:1", "--file", fixture("browser.json"), "--username", user))
                .isEqualTo(1);

        assertOneLine("does not answer");
    }

    @Test
    void aMissingSettingIsNamed() {
        assertThat(run(null, "--file", fixture("browser.json"), "--username", user))
                .isEqualTo(1);

        assertOneLine("MONGODB_URI");
    }

    @Test
    void aRefusalForProgramsIsAnObjectToo() {
        migrate("--file", fixture("browser.json"), "--username", "nobody", "--json");

        assertThat(Json.createReader(new StringReader(out.toString()))
                        .readObject()
                        .getString("error"))
                .contains("no user nobody");
    }

    @Test
    void wrongUsageIsTwoAndHelpIsZero() {
        assertThat(migrate("--username", user)).isEqualTo(2);
        assertThat(migrate("--file", "x", "--username", user, "--force")).isEqualTo(2);
        assertThat(err.toString()).contains("--force");
        assertThat(migrate("--help")).isZero();
        assertThat(out.toString()).contains("--dry-run").contains("Exit status:");
    }

    @Test
    void aUserOfADatabaseThatParleyNeverOpenedIsFound() {
        String old = "Old-" + new ObjectId();
        database.collection("users").insertOne(new Document("username", old).append("created_at", new Date()));

        assertThat(migrate("--file", fixture("backend.json"), "--username", old.toLowerCase()))
                .isZero();
    }

    private int migrate(String... arguments) {
        return run("embedded:" + directory.resolve("data"), arguments);
    }

    private int run(String uri, String... arguments) {
        return new CommandLine(new MigrateCommand(settings(uri), Clock.systemUTC()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void assertOneLine(String text) {
        assertThat(err.toString()).contains(text).startsWith("migrate: ").containsOnlyOnce("\n");
        assertThat(out.toString()).isEmpty();
    }

    private List<String> titles() {
        Document owner =
                database.collection("users").find(Filters.eq("username", user)).first();
        return database.collection("conversations")
                .find(Filters.eq("user_id", owner.getObjectId("_id").toHexString()))
                .map(conversation -> conversation.getString("title"))
                .into(new java.util.ArrayList<>());
    }

    private static String fixture(String name) {
        return Exports.fixture(name).toString();
    }

    private static Settings settings(String uri) {
        Map<String, String> settings = uri == null ? Map.of() : Map.of("MONGODB_URI", uri);
        return new Settings(key -> Optional.ofNullable(settings.get(key)));
    }
}
