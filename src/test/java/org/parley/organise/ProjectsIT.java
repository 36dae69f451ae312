package org.parley.organise;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** Projects over REST: their conversations, their counts, and what models are told in them. */
class ProjectsIT {
    private final ScriptedModel model = Stage.shared().model();
    private final Node node = Stage.shared().node();
    private final Client client = node.newUser();

    @AfterEach
    void reset() {
        model.reset();
    }

    @Test
    void aProjectIsMadeListedChangedAndDeleted() {
        Answer made = client.post(
                "/api/projects", "{\"name\": \" House \", \"color\": \"blue\", \"instructions\": \"Answer briefly.\"}");
        assertThat(made.status()).isEqualTo(201);
        String path = made.header("Location").orElseThrow();
        String id = made.json().getString("id");
        assertThat(path).isEqualTo("/api/projects/" + id);
        assertThat(made.text())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"House\",\"color\":\"blue\","
                        + "\"instructions\":\"Answer briefly.\",\"count\":0}");

        client.post("/api/conversations", "{\"project_id\": \"" + id + "\"}");
        Answer changed = client.put(path, "{\"name\": \"HOUSE\", \"color\": null, \"instructions\": null}");
        assertThat(changed.text()).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"HOUSE\",\"color\":null,\"count\":1}");
        project("garden");
        assertThat(client.get("/api/projects").array().getValuesAs(JsonObject.class))
                .extracting(project -> project.getString("name") + " " + project.getInt("count"))
                .containsExactly("garden 0", "HOUSE 1");

        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.delete(path).status()).isEqualTo(404);
        assertThat(client.put(path, "{\"name\": \"x\"}").json().getString("detail"))
                .isEqualTo("Project not found");
        assertThat(client.get("/api/projects").array()).hasSize(1);
    }

    @Test
    void aDeletedProjectLeavesItsConversationsInNone() {
        String id = project("p");
        String mine = conversation(id);
        String archived = conversation(id);
        client.put("/api/conversations/" + archived, "{\"status\": \"archived\"}");
        assertThat(client.get("/api/conversations?status=all&project=" + id).array())
                .hasSize(2);

        client.delete("/api/projects/" + id);

        for (String conversation : List.of(mine, archived)) {
            assertThat(client.get("/api/conversations/" + conversation).json().get("project_id"))
                    .isEqualTo(JsonValue.NULL);
        }
        assertThat(client.get("/api/conversations?status=all&project=" + id).array())
                .isEmpty();
    }

    @Test
    void aConversationIsMovedAndTakenOut() {
        String first = project("first");
        String second = project("second");
        String path = "/api/conversations/" + conversation(first);

        assertThat(client.put(path, "{\"project_id\": \"" + second + "\"}")
                        .json()
                        .getString("project_id"))
                .isEqualTo(second);
        assertThat(client.put(path, "{\"title\": \"t\"}").json().getString("project_id"))
                .isEqualTo(second);
        assertThat(client.put(path, "{\"project_id\": null}").json().get("project_id"))
                .isEqualTo(JsonValue.NULL);
        assertThat(client.get("/api/projects").array().getValuesAs(JsonObject.class))
                .allMatch(project -> project.getInt("count") == 0);
    }

    @Test
    void aStrangersProjectIsNoProject() {
        String id = project("mine");
        Client stranger = node.newUser();
        Answer unknown = stranger.post("/api/conversations", "{\"project_id\": \"" + new ObjectId() + "\"}");

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(stranger.post("/api/conversations", "{\"project_id\": \"" + id + "\"}")
                        .text())
                .isEqualTo(unknown.text());
        assertThat(stranger.put("/api/projects/" + id, "{\"name\": \"theirs\"}").status())
                .isEqualTo(404);
        assertThat(stranger.delete("/api/projects/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/api/projects").array()).isEmpty();
        assertThat(stranger.get("/api/conversations").array()).isEmpty();
        assertThat(client.get("/api/projects").array()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": null}",
                "{\"name\": \" \"}",
                "{\"name\": \"a\\nb\"}",
                "{\"name\": 1}",
                "{\"name\": \"a\", \"color\": \"pink\"}",
                "{\"name\": \"a\", \"instructions\": 1}"
            })
    void aProjectThatCannotBeIsA400(String body) {
        assertThat(client.post("/api/projects", body).status()).isEqualTo(400);
        assertThat(client.get("/api/projects").array()).isEmpty();
    }

    @Test
    void namesAndInstructionsHaveTheirLimits() {
        assertThat(client.post("/api/projects", body("😀".repeat(100), "x".repeat(20_000)))
                        .status())
                .isEqualTo(201);
        assertThat(client.post("/api/projects", body("x".repeat(101), "")).status())
                .isEqualTo(400);
        assertThat(client.post("/api/projects", body("long", "x".repeat(20_001)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void ofManyWhoMakeAProjectOfOneNameAtOnceOneSucceeds() {
        AtomicInteger made = new AtomicInteger();
        AtOnce.each(8, IntStream.range(0, 8).boxed().toList(), i -> {
            Answer answer = client.copy().post("/api/projects", "{\"name\": \"" + (i % 2 == 0 ? "One" : "ONE") + "\"}");
            assertThat(answer.status()).isIn(201, 409);
            made.addAndGet(answer.status() == 201 ? 1 : 0);
        });

        assertThat(made).hasValue(1);
        String other = project("other");
        assertThat(client.put("/api/projects/" + other, "{\"name\": \"oNE\"}").status())
                .isEqualTo(409);
        assertThat(client.put("/api/projects/" + other, "{\"name\": \"OTHER\"}").status())
                .isEqualTo(200);
    }

    @Test
    void theSameKeyAndBodyMakeAProjectOnce() {
        Answer first = client.post("/api/projects", "{\"name\": \"once\"}", "Idempotency-Key", "k");
        Answer again = client.post("/api/projects", "{\"name\": \"once\"}", "Idempotency-Key", "k");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(client.post("/api/projects", "{\"name\": \"other\"}", "Idempotency-Key", "k")
                        .status())
                .isEqualTo(422);
        assertThat(client.get("/api/projects").array()).hasSize(1);
    }

    @Test
    void aModelIsToldTheProjectsInstructionsBeforeTheConversations() {
        model.reset();
        model.always(Script.tokens("Yes"));
        client.put("/api/auth/me/preferences", "{\"system_prompt\": \"Be brief\"}");
        String id = client.post("/api/projects", "{\"name\": \"p\", \"instructions\": \"Speak of houses\"}")
                .json()
                .getString("id");
        String conversation = client.post(
                        "/api/conversations",
                        "{\"project_id\": \"" + id + "\", \"metadata\": {\"systemPrompt\": \"Rhyme\"},"
                                + " \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .json()
                .getString("id");

        assertThat(client.post("/api/conversations/" + conversation + "/completions", "")
                        .status())
                .isEqualTo(200);

        assertThat(model.asked(0).messages())
                .containsExactly("system: Be brief\n\nSpeak of houses\n\nRhyme", "user: Hi");
    }

    @Test
    void whatAnotherProgramKeepsInTheCollectionIsReadOrPassedOver() {
        String id = project("p");
        Document before = node.database()
                .getCollection("projects")
                .find(Filters.eq("_id", new ObjectId(id)))
                .first();
        String user = before.getString("user_id");
        node.database().getCollection("projects").insertOne(new Document("_id", "odd").append("user_id", user));
        node.database().getCollection("projects").insertOne(new Document("user_id", user).append("name", 7));

        for (Object odd : List.of(7, true, new Document("a", 1), List.of("x"))) {
            for (String field : List.of("name", "color", "instructions", "created_at")) {
                node.database()
                        .getCollection("projects")
                        .updateOne(Filters.eq("_id", new ObjectId(id)), Updates.set(field, odd));
                assertThat(client.get("/api/projects").array())
                        .as("%s %s", field, odd)
                        .hasSize(2);
            }
        }
        assertThat(client.put("/api/projects/" + id, "{\"name\": \"mended\", \"color\": \"red\"}")
                        .json()
                        .getString("name"))
                .isEqualTo("mended");
    }

    private String project(String name) {
        return client.post("/api/projects", "{\"name\": \"" + name + "\"}")
                .json()
                .getString("id");
    }

    private String conversation(String project) {
        return client.post("/api/conversations", "{\"project_id\": \"" + project + "\"}")
                .json()
                .getString("id");
    }

    private static String body(String name, String instructions) {
        return "{\"name\": \"" + name + "\", \"instructions\": \"" + instructions + "\"}";
    }
}
