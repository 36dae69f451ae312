package org.parley.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Command;
import org.parley.testing.Node;

/** {@code bin/migrate} while the application runs; the result is read over REST. */
class MigrationIT {
    private static Node node;
    private static Client client;
    private static String name;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        node = Node.shared();
        client = node.newUser();
        name = client.get("/api/auth/me").json().getString("username");
    }

    @Test
    void whatWasMigratedIsShownAndContinuedAndMigratedOnceOnly() throws Exception {
        Path file = export("once", 3);
        migrate(0, file);
        JsonObject shown = only("once");
        assertThat(contents(shown)).containsExactly("سؤال 0", "سؤال 1", "سؤال 2");
        assertThat(shown.getString("created_at")).isEqualTo("2024-01-15T10:30:00.000Z");
        assertThat(shown.getJsonObject("metadata")
                        .getJsonArray("thinkingTimes")
                        .getJsonNumber(0)
                        .doubleValue())
                .isEqualTo(2.5);

        Answer appended = client.post(
                "/api/conversations/" + shown.getString("id") + "/messages",
                "{\"role\": \"user\", \"content\": \"In Parley\"}");
        assertThat(appended.status()).isEqualTo(200);
        migrate(0, file);
        migrate(0, export("once", 4));

        assertThat(contents(only("once"))).containsExactly("سؤال 0", "سؤال 1", "سؤال 2", "In Parley", "سؤال 3");
    }

    @Test
    void aLongConversationIsPagedAndContinued() throws Exception {
        migrate(0, export("long", 1_234));
        String path = "/api/conversations/" + only("long").getString("id");

        assertThat(client.post(
                                path + "/messages",
                                "{\"role\": \"user\", \"content\": \"and on\"}",
                                "Prefer",
                                "return=minimal")
                        .json()
                        .getInt("message_count"))
                .isEqualTo(1_235);
        JsonObject page = client.get(path + "/messages?limit=3&before=701").json();
        assertThat(contents(page)).containsExactly("سؤال 698", "سؤال 699", "سؤال 700");
    }

    @Test
    void everyImportIsInTheAuditLogOnce() throws Exception {
        migrate(0, export("audited", 1));
        migrate(0, export("audited", 1));

        assertThat(node.database()
                        .getCollection("audit_logs")
                        .countDocuments(new org.bson.Document(
                                        "resource_id", only("audited").getString("id"))
                                .append("action", "conversations.create")))
                .isEqualTo(1);
    }

    @Test
    void somebodyElseSeesNothingOfIt() throws Exception {
        migrate(0, export("private", 1));

        assertThat(node.newUser()
                        .get("/api/conversations/" + only("private").getString("id"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anotherProgramsZipArrivesWithItsBranchesAndComesAgainWithoutDoubling() throws Exception {
        Path zip = directory.resolve("chatgpt.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("user.json"));
            out.write("{}".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("conversations-000.json"));
            out.write("""
                    [{"folder": "no conversation"},
                     {"id": "c", "title": "From elsewhere", "create_time": 1714556400, "update_time": 1714556500,
                      "current_node": "a1", "is_starred": true, "mapping": {
                       "q": {"parent": null, "message": {"id": "q", "author": {"role": "user"}, "create_time": 1714556401,
                        "content": {"content_type": "text", "parts": ["Question"]}}},
                       "a1": {"parent": "q", "message": {"id": "a1", "author": {"role": "assistant"}, "create_time": 1714556402,
                        "content": {"content_type": "text", "parts": ["Shown"]}, "metadata": {"model_slug": "o3"}}},
                       "a2": {"parent": "q", "message": {"id": "a2", "author": {"role": "assistant"}, "create_time": 1714556403,
                        "content": {"content_type": "text", "parts": ["Other"]}}}}}]""".getBytes(StandardCharsets.UTF_8));
        }

        migrate(3, zip);
        migrate(3, zip);

        JsonObject found = only("From elsewhere");
        assertThat(found.getBoolean("pinned")).isTrue();
        String id = found.getString("id");
        assertThat(contents(client.get("/api/conversations/" + id).json()))
                .containsExactly("Question", "Shown", "Other");
        assertThat(contents(client.get("/api/conversations/" + id + "/thread").json()))
                .containsExactly("Question", "Shown");
    }

    @Test
    void whatParleyExportedComesBackEqual() throws Exception {
        Client first = node.newUser();
        String project =
                first.post("/api/projects", "{\"name\": \"Baking\"}").json().getString("id");
        String id =
                first.post("/api/conversations", """
                {"title": "Bread and back", "tags": ["dough"], "pinned": true, "project_id": "%s", "metadata": {"note": [1, null]}, "messages": [
                  {"role": "user", "content": "How?", "timestamp": "2024-01-15T10:30:00Z", "attachments": [{"name": "a.png", "size": 7}]},
                  {"role": "assistant", "content": "So", "model": "m", "metrics": {"totalTokens": 12}, "reasoning": "Hm.",
                   "reasoning_time": 2.5, "tool_calls": [{"name": "oven", "arguments": {"heat": 200}}], "finish_reason": "stopped"},
                  {"role": "assistant", "content": "Or so", "parent": 0}]}""".formatted(project)).json().getString("id");
        first.put("/api/conversations/" + id, "{\"metadata\": {\"branch\": {\"head\": 1, \"of\": 3}}}");
        Path file = Files.writeString(
                directory.resolve("bread.json"),
                first.get("/api/conversations/" + id + "/export?format=json").text());

        migrate(0, file);
        migrate(0, file);

        JsonObject there = client.get(
                        "/api/conversations/" + only("Bread and back").getString("id"))
                .json();
        List<String> own = List.of("id", "user_id", "project_id");
        JsonObject expected = first.get("/api/conversations/" + id).json();
        for (String field : expected.keySet()) {
            if (!own.contains(field)) {
                assertThat(there.get(field)).as(field).isEqualTo(expected.get(field));
            }
        }
        assertThat(there.keySet()).isEqualTo(expected.keySet());
        assertThat(client.get("/api/projects").array().getValuesAs(JsonObject.class))
                .anyMatch(one -> one.getString("id").equals(there.getString("project_id"))
                        && one.getString("name").equals("Baking"));
        assertThat(contents(client.get("/api/conversations/" + there.getString("id") + "/thread")
                        .json()))
                .containsExactly("How?", "So");
    }

    @Test
    void anUnknownUserIsOneLineAndStatusOne() throws Exception {
        Command ended = Command.run(
                node.settings(), "bin/migrate", "--file", export("x", 1).toString(), "--username", "nobody");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).containsExactly(ended.err().strip()).allMatch(line -> line.contains("nobody"));
    }

    @Test
    void aDatabaseThatIsAwayIsOneLineAndStatusOne() throws Exception {
        Command ended = Command.run(
                Map.of("MONGODB_URI", "mongodb://localhost:1"),
                "bin/migrate",
                "--file",
                export("x", 1).toString(),
                "--username",
                "testuser");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).hasSize(1).allMatch(line -> line.contains("does not answer"));
    }

    private static void migrate(int status, Path file) {
        Command ended = Command.run(
                node.settings(), "bin/migrate", "--file", file.toString(), "--username", name.toUpperCase(Locale.ROOT));
        assertThat(ended.status()).as(ended.err()).isEqualTo(status);
    }

    /** An export of one conversation of this title. */
    private Path export(String title, int messages) throws Exception {
        String list =
                IntStream.range(0, messages).mapToObj(i -> """
                        {"type": "user", "content": "سؤال %d", "timestamp": "2024-01-15T10:30:00.000Z"}""".formatted(i)).collect(Collectors.joining(","));
        return Files.writeString(directory.resolve(title + messages + ".json"), """
                [{"id": "%s", "title": "%s", "createdAt": "2024-01-15T10:30:00.000Z", "thinkingTimes": [2.5],
                  "messages": [%s]}]""".formatted(title, title, list));
    }

    private static JsonObject only(String title) {
        List<JsonObject> found =
                client.get("/api/conversations?limit=100").array().getValuesAs(JsonObject.class).stream()
                        .filter(conversation -> conversation.getString("title").equals(title))
                        .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<String> contents(JsonObject answer) {
        return answer.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("content"))
                .toList();
    }
}
