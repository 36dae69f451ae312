package org.parley.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** One conversation as a file, over REST. */
class ExportIT {
    private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"";

    private static final String MESSAGES = """
            [{"role": "user", "content": "How long?", "timestamp": "2024-01-15T10:30:00Z"},
             {"role": "assistant", "content": "A **day**.", "model": "llama3.2", "reasoning": "Dough needs time.",
              "reasoning_time": 2.5, "metrics": {"totalTokens": 12},
              "tool_calls": [{"name": "oven", "arguments": {"heat": [200, "C"]}, "result": "```hot```"}],
              "timestamp": "2024-01-15T10:30:05Z"},
             {"role": "assistant", "content": "Two days.", "parent": 0, "timestamp": "2024-01-15T10:31:00Z"},
             {"role": "user", "content": "Thanks", "parent": 1, "timestamp": "2024-01-15T10:32:00Z",
              "attachments": [{"name": "loaf.png", "media_type": "image/png", "text": "A loaf"}]}]""";

    private final Client client = Node.shared().newUser();

    @Test
    void markdownHoldsTheBranchThatIsShown() {
        Answer answer = client.get(path(bread()) + "?format=markdown");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).isEqualToIgnoringWhitespace("text/markdown;charset=UTF-8"));
        assertThat(answer.header("Content-Disposition"))
                .hasValue("attachment; filename=\"Bread.md\"; filename*=UTF-8''Bread.md");
        assertThat(answer.text())
                .isEqualTo("""
                # Bread

                *2024-01-15 10:30 UTC to 2024-01-15 10:32 UTC*

                ---

                ## User

                *2024-01-15 10:30 UTC*

                How long?

                ---

                ## Assistant (llama3.2)

                *2024-01-15 10:30 UTC*

                > **Thoughts**
                >
                > Dough needs time.

                > **Tool: oven**
                >
                > Arguments
                >
                > ```
                > {"heat":[200,"C"]}
                > ```
                >
                > Result
                >
                > ````
                > ```hot```
                > ````

                A **day**.

                ---

                ## User

                *2024-01-15 10:32 UTC*

                > **File: loaf.png (image/png)**
                >
                > Text
                >
                > ```
                > A loaf
                > ```

                Thanks
                """.replace("2024-01-15 10:30 UTC to 2024-01-15 10:32 UTC", span(answer.text())));
        assertThat(client.get(path(bread())).text()).startsWith("# Bread");
    }

    @Test
    void jsonHoldsEverythingThatTheConversationHas() {
        String project =
                client.post("/api/projects", "{\"name\": \"Baking\"}").json().getString("id");
        String id = bread();
        client.put(
                "/api/conversations/" + id,
                "{\"project_id\": \"" + project + "\", \"tags\": [\"dough\"], \"pinned\": true}");

        Answer answer = client.get(path(id) + "?format=json");

        JsonObject file = answer.json();
        assertThat(file.getString("format")).isEqualTo("parley");
        assertThat(file.getInt("version")).isEqualTo(1);
        JsonObjectBuilder expected = Json.createObjectBuilder(
                        client.get("/api/conversations/" + id).json())
                .add("project", "Baking")
                .add("head", 3);
        assertThat(file.getJsonObject("conversation")).isEqualTo(expected.build());
        assertThat(answer.header("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains("Bread.json"));
    }

    @Test
    void htmlIsOneFileInWhichNothingOfAMessageRuns() {
        JsonObject message = Json.createObjectBuilder()
                .add("role", "assistant")
                .add(
                        "content",
                        HOSTILE
                                + "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```java\nint a;\n```\n\n[x](javascript:alert(1)) ![y](https://example.org/y.png)")
                .add("model", HOSTILE)
                .add("reasoning", HOSTILE)
                .add(
                        "tool_calls",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("name", HOSTILE)
                                        .add("arguments", HOSTILE)))
                .add(
                        "attachments",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("name", HOSTILE)
                                        .add("media_type", HOSTILE)))
                .build();
        String html = client.get(path(made(HOSTILE, Json.createArrayBuilder().add(message))) + "?format=html")
                .text();

        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "<table>",
                        "language-java",
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "default-src 'none'",
                        "@page")
                .doesNotContain("<script", "<img", "javascript:", "onerror=alert(1)>")
                .endsWith("</html>\n");
    }

    @Test
    void aPdfIsPrintedWhereThereIsAChromium() {
        Answer answer = client.get(path(bread()) + "?format=pdf");

        if (answer.status() == 406) {
            assertThat(answer.json().getString("detail")).contains("PARLEY_CHROMIUM");
        }
        assumeThat(answer.status()).as("SKIPPED without a Chromium").isNotEqualTo(406);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("%PDF-");
        assertThat(answer.header("Content-Type")).hasValue("application/pdf");
    }

    @Test
    void aLongConversationIsWritten() {
        JsonArrayBuilder messages = Json.createArrayBuilder();
        for (int i = 0; i < 3_000; i++) {
            messages.add(Json.createObjectBuilder()
                    .add("role", i % 2 == 0 ? "user" : "assistant")
                    .add("content", "Number " + i + " " + "x".repeat(500)));
        }
        String id = made("Long", messages);

        List<String> numbers = client.get(path(id))
                .text()
                .lines()
                .filter(line -> line.startsWith("Number "))
                .toList();
        assertThat(numbers).hasSize(3_000);
        assertThat(numbers.get(2_999)).startsWith("Number 2999 ");
        assertThat(client.get(path(id) + "?format=json")
                        .json()
                        .getJsonObject("conversation")
                        .getJsonArray("messages"))
                .hasSize(3_000);
    }

    @Test
    void anEmptyConversationIsAFileToo() {
        String id = made("Empty", Json.createArrayBuilder());

        assertThat(client.get(path(id)).text()).startsWith("# Empty\n");
        assertThat(client.get(path(id) + "?format=html").text()).contains("<h1 dir=\"auto\">Empty</h1>");
        assertThat(client.get(path(id) + "?format=json")
                        .json()
                        .getJsonObject("conversation")
                        .getInt("head"))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docx", "", "Markdown", "md"})
    void anUnknownFormatIsRefused(String format) {
        Answer answer = client.get(path(bread()) + "?format=" + format);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).contains("markdown, json, html, pdf");
    }

    @Test
    void aConversationOfSomebodyElseIsNotThere() {
        String id = bread();
        Client other = Node.shared().newUser();

        for (String format : List.of("markdown", "json", "html", "pdf")) {
            assertThat(other.get(path(id) + "?format=" + format).status()).isEqualTo(404);
        }
    }

    /** The times of the conversation itself are those of the test. */
    private static String span(String markdown) {
        return markdown.lines().skip(2).findFirst().orElseThrow().replace("*", "");
    }

    private String bread() {
        String id = client.post("/api/conversations", "{\"title\": \"Bread\", \"messages\": " + MESSAGES + "}")
                .json()
                .getString("id");
        return id;
    }

    private String made(String title, JsonArrayBuilder messages) {
        return client.post(
                        "/api/conversations",
                        Json.createObjectBuilder()
                                .add("title", title)
                                .add("messages", messages)
                                .build())
                .json()
                .getString("id");
    }

    private static String path(String id) {
        return "/api/conversations/" + id + "/export";
    }
}
