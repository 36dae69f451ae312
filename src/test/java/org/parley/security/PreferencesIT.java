package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

class PreferencesIT {
    private static final String PATH = "/api/auth/me/preferences";

    private final Client person = Node.shared().newUser();

    @Test
    void nobodyHasChosenAnythingAtFirst() {
        Answer answer = person.get(PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{}");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void whatIsNamedChangesAndWhatIsNotStays() {
        person.put(PATH, """
                {"language": "de", "system_prompt": "Kurz, bitte. \\u0000 😀 <b>", "model": "ollama:qwen"}""");
        Answer changed = person.put(PATH, "{\"language\": null, \"model\": \"offline\", \"unknown\": 1}");

        JsonObject expected = Json.createObjectBuilder()
                .add("system_prompt", "Kurz, bitte. \u0000 😀 <b>")
                .add("model", "offline")
                .build();
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json()).isEqualTo(expected);
        assertThat(person.get("/auth/me/preferences").json()).isEqualTo(expected);
    }

    @Test
    void aBlankTextIsNone() {
        person.put(PATH, "{\"system_prompt\": \"x\"}");

        assertThat(person.put(PATH, "{\"system_prompt\": \" \\n\"}").text()).isEqualTo("{}");
    }

    @Test
    void aSystemPromptMayHave8KibibytesAndNotOneMore() {
        assertThat(person.put(PATH, prompt("é".repeat(4096))).status()).isEqualTo(200);
        Answer refused = person.put(PATH, prompt("é".repeat(4096) + "x"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("system_prompt");
        assertThat(person.get(PATH).json().getString("system_prompt")).isEqualTo("é".repeat(4096));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"language\": \"tlh\"}",
                "{\"language\": \"DE\"}",
                "{\"language\": 1}",
                "{\"language\": [\"de\"]}",
                "{\"system_prompt\": {\"$set\": 1}}",
                "{\"system_prompt\": true}",
                "{\"system_prompt\": \"\\ud800\"}",
                "{\"model\": \"a\\nb\"}",
                "{\"model\": 7, \"language\": \"de\"}",
                "{\"retention_note\": \"x\"}",
                "{\"retention_note\": \"trash_after=P0D\"}",
                "{\"retention_note\": \"trash_after=P1D&archive_after=P1D\"}",
                "[]",
                "null",
                "",
                "{\"language\": \"de\"} x",
            })
    void whatIsNoPreferenceIsRefusedAndNothingIsStored(String body) {
        Answer answer = person.put(PATH, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(person.get(PATH).text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive_after=P1D", "trash_after=P3650D", "archive_after=P90D&trash_after=P365D"})
    void acknowledgedAgesAreKeptUntilTheyAreForgotten(String ages) {
        assertThat(person.put(PATH, "{\"retention_note\": \"" + ages + "\"}").status())
                .isEqualTo(200);
        assertThat(person.put(PATH, "{\"language\": \"de\"}").json().getString("retention_note"))
                .isEqualTo(ages);

        assertThat(person.put(PATH, "{\"language\": null, \"retention_note\": null}")
                        .text())
                .isEqualTo("{}");
    }

    @Test
    void aModelsIdMayHave200CharactersAndAllFaultsAreNamed() {
        assertThat(person.put(PATH, "{\"model\": \"" + "m".repeat(200) + "\"}").status())
                .isEqualTo(200);
        Answer answer = person.put(PATH, "{\"model\": \"" + "m".repeat(201) + "\", \"language\": \"xx\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors")).hasSize(2);
    }

    @Test
    void onePersonsChoiceIsNobodyElses() {
        Client other = Node.shared().newUser();
        person.put(PATH, prompt("Mine"));
        other.put(PATH, prompt("Theirs"));

        assertThat(person.get(PATH).json().getString("system_prompt")).isEqualTo("Mine");
        assertThat(Node.shared().client().get(PATH).status()).isEqualTo(401);
        assertThat(Node.shared().client().put(PATH, prompt("x")).status()).isEqualTo(401);
    }

    @Test
    void changesAtTheSameTimeThatNameDifferentThingsAllHold() {
        IntStream.range(0, 30).parallel().forEach(i -> {
            Client again = person.copy();
            String body = i % 2 == 0 ? "{\"language\": \"es\"}" : "{\"system_prompt\": \"Short\"}";
            assertThat(again.put(PATH, body).status()).isEqualTo(200);
        });

        assertThat(person.get(PATH).json().keySet()).containsExactlyInAnyOrder("language", "system_prompt");
    }

    @Test
    void whatAnotherProgramHasStoredThereIsReadLenientlyAndFieldsItKnowsStay() {
        Document user = new Document(
                "_id", new ObjectId(person.get("/api/auth/me").json().getString("id")));
        var users = Node.shared().database().getCollection("users");

        users.updateOne(user, new Document("$set", new Document("preferences", "dark")));
        assertThat(person.get(PATH).text()).isEqualTo("{}");
        assertThat(person.put(PATH, "{\"language\": \"de\"}").text()).isEqualTo("{\"language\":\"de\"}");

        Document odd = new Document("language", 5).append("system_prompt", null).append("theme", "dark");
        users.updateOne(user, new Document("$set", new Document("preferences", odd)));
        assertThat(person.get(PATH).text()).isEqualTo("{}");
        person.put(PATH, "{\"language\": \"es\"}");
        assertThat(users.find(user).first().get("preferences", Document.class)).containsEntry("theme", "dark");
    }

    @Test
    void aPageSpeaksTheLanguageThePersonHasChosen() {
        person.put(PATH, "{\"language\": \"es\"}");

        assertThat(person.get("/settings.xhtml", "Accept-Language", "de").text())
                .contains("lang=\"es\"", "Ajustes")
                .doesNotContain("Einstellungen");
    }

    private static JsonObject prompt(String text) {
        return Json.createObjectBuilder().add("system_prompt", text).build();
    }
}
