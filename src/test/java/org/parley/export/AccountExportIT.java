package org.parley.export;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.testing.Client;
import org.parley.testing.Command;
import org.parley.testing.Node;

/** Everything of a user as a ZIP, and back. */
class AccountExportIT {
    private static final List<String> OWN = List.of("id", "project_id");

    private final Node node = Node.shared();
    private final Client client = node.newUser();
    private final String username = client.get("/api/auth/me").json().getString("username");

    @TempDir
    private Path directory;

    @Test
    void theZipTellsWhatIsInIt() throws Exception {
        fill();
        Map<String, byte[]> files = unzipped(exported());

        JsonObject manifest = json(files.get("manifest.json"));
        assertThat(manifest.getString("format")).isEqualTo("parley-export");
        assertThat(manifest.getString("username")).isEqualTo(username);
        assertThat(manifest.getJsonObject("counts").getInt("conversations")).isEqualTo(3);
        assertThat(manifest.getJsonObject("counts").getInt("messages")).isEqualTo(403);
        assertThat(manifest.getJsonObject("counts").getInt("projects")).isEqualTo(1);
        Map<String, String> told = new TreeMap<>();
        for (JsonObject file : manifest.getJsonArray("files").getValuesAs(JsonObject.class)) {
            told.put(file.getString("name"), file.getString("sha256") + " " + file.getInt("size"));
        }
        Map<String, String> there = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!file.getKey().equals("manifest.json")) {
                there.put(file.getKey(), sha256(file.getValue()) + " " + file.getValue().length);
            }
        }
        assertThat(told).isEqualTo(there);
        assertThat(there.keySet())
                .contains("README.txt", "account.json", "index.html", "schema/conversation-1.json")
                .anyMatch(name -> name.matches("conversations/000\\d-Bread how\\.md"))
                .anyMatch(name -> name.matches("conversations/000\\d-Long\\.html"));
        assertThat(json(files.get("schema/conversation-1.json")).getString("$schema"))
                .contains("2020-12");

        JsonObject account = json(files.get("account.json"));
        assertThat(account.getString("username")).isEqualTo(username);
        assertThat(account.getJsonArray("projects").getJsonObject(0).getString("name"))
                .isEqualTo("Baking");
        assertThat(account.getJsonArray("projects").getJsonObject(0).getString("instructions"))
                .isEqualTo("Be warm");
        String index = new String(files.get("index.html"), StandardCharsets.UTF_8);
        assertThat(index)
                .contains("3 conversations, 403 messages", ">Bread? how<", "-Long.html\"")
                .doesNotContain("Thrown away");
    }

    @Test
    void whatWasExportedComesBackAfterItsDeletionAndOnlyOnce() throws Exception {
        fill();
        Path zip = directory.resolve("all.zip");
        Files.write(zip, exported());
        Map<String, JsonObject> before = conversations();

        assertThat(migrated(zip)).contains("3 conversations: 0 imported, 0 updated, 3 skipped, 0 failed");
        assertThat(client.delete("/api/conversations").status()).isEqualTo(200);
        assertThat(migrated(zip)).contains("3 conversations: 3 imported, 0 updated, 0 skipped, 0 failed");
        assertThat(migrated(zip)).contains("3 conversations: 0 imported, 0 updated, 3 skipped, 0 failed");

        assertThat(conversations()).isEqualTo(before);
    }

    @Test
    void anEmptyAccountIsExportedToo() throws Exception {
        Map<String, byte[]> files = unzipped(exported());

        assertThat(files).containsKeys("index.html", "account.json", "manifest.json");
        assertThat(json(files.get("manifest.json")).getJsonObject("counts").getInt("conversations"))
                .isZero();
    }

    @Test
    void nobodyGetsItWithoutALogin() {
        assertThat(node.client().get("/api/export").status()).isEqualTo(401);
    }

    /** Two conversations with all there is, one that is long, and one in the trash. */
    private void fill() {
        String project = client.post(
                        "/api/projects", "{\"name\": \"Baking\", \"color\": \"red\", \"instructions\": \"Be warm\"}")
                .json()
                .getString("id");
        String id =
                client.post("/api/conversations", """
                {"title": "Bread? how", "tags": ["dough"], "pinned": true, "project_id": "%s", "metadata": {"thinkingTimes": [2.5]}, "messages": [
                  {"role": "user", "content": "Hi", "timestamp": "2024-01-15T10:30:00Z", "attachments": [{"name": "a.png"}]},
                  {"role": "assistant", "content": "Ho", "model": "m", "metrics": {"totalTokens": 12}, "reasoning": "Hm.",
                   "tool_calls": [{"name": "oven", "arguments": {"heat": 200}}], "finish_reason": "length"},
                  {"role": "assistant", "content": "Hu", "parent": 0}]}""".formatted(project)).json().getString("id");
        client.put("/api/conversations/" + id, "{\"metadata\": {\"branch\": {\"head\": 1, \"of\": 3}}}");
        String archived = client.post("/api/conversations", "{\"title\": \"Kept\"}")
                .json()
                .getString("id");
        client.put("/api/conversations/" + archived, "{\"status\": \"archived\"}");
        JsonArrayBuilder many = Json.createArrayBuilder();
        for (int i = 0; i < 400; i++) {
            many.add(Json.createObjectBuilder().add("role", "user").add("content", "Number " + i));
        }
        client.post(
                "/api/conversations",
                Json.createObjectBuilder()
                        .add("title", "Long")
                        .add("messages", many)
                        .build());
        String gone = client.post("/api/conversations", "{\"title\": \"Thrown away\"}")
                .json()
                .getString("id");
        client.delete("/api/conversations/" + gone);
    }

    /** All conversations by their titles, without what is new after an import. */
    private Map<String, JsonObject> conversations() {
        Map<String, JsonObject> all = new TreeMap<>();
        for (JsonObject one :
                client.get("/api/conversations?status=all").array().getValuesAs(JsonObject.class)) {
            Map<String, Object> fields = new LinkedHashMap<>(one);
            OWN.forEach(fields::remove);
            all.put(one.getString("title"), Json.createObjectBuilder(fields).build());
        }
        return all;
    }

    private String migrated(Path zip) throws Exception {
        Command ended = Command.run(node.settings(), "bin/migrate", "--file", zip.toString(), "--username", username);
        assertThat(ended.status()).as(ended.err()).isZero();
        return ended.out();
    }

    private byte[] exported() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + "/api/export"))
                .header("Cookie", "session_id=" + client.cookie("session_id").orElseThrow())
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"parley-" + username + "-\\d{4}-\\d\\d-\\d\\d\\.zip\".*");
        return answer.body();
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static JsonObject json(byte[] file) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(file))) {
            return reader.readObject();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
