package org.parley.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** A node takes over the answers of a dead node, wherever that node has died. */
class TakeoverIT {
    private static final Node NODE = Node.shared();

    private Client ada;

    @BeforeEach
    void logIn() {
        ada = NODE.newUser();
    }

    @Test
    void whatWasBeingSaidIsStoredAsInterrupted() {
        String id = conversation(1);

        leave(id, new ObjectId().toHexString(), 0, "running", "half of");

        JsonObject last = awaited(id).get(1);
        assertThat(last.getString("content")).isEqualTo("half of");
        assertThat(last.getString("finish_reason")).isEqualTo("interrupted");
    }

    @Test
    void whatWasWholeIsStoredAsItWas() {
        String id = conversation(1);

        leave(id, new ObjectId().toHexString(), 0, "ending", "all of it");

        JsonObject last = awaited(id).get(1);
        assertThat(last.getString("content")).isEqualTo("all of it");
        assertThat(last.containsKey("finish_reason")).isFalse();
        assertThat(last.containsKey("metrics")).isFalse();
    }

    @Test
    void aSealedAnswerKeepsItsMetricsAndItsReason() {
        String id = conversation(1);
        Document metrics = new Document("totalTime", 1.25).append("completionTokens", 3);

        insert(dead(id, new ObjectId().toHexString(), 0, "ending", "cut")
                .append("metrics", metrics)
                .append("finish_reason", "length"));

        JsonObject last = awaited(id).get(1);
        assertThat(last.getString("finish_reason")).isEqualTo("length");
        assertThat(last.getJsonObject("metrics").getJsonNumber("totalTime").doubleValue())
                .isEqualTo(1.25);
        assertThat(last.getJsonObject("metrics").getInt("completionTokens")).isEqualTo(3);
    }

    @Test
    void aThoughtIsKeptWhateverFollowedIt() {
        String begun = conversation(1);
        String unspoken = conversation(1);
        String sealed = conversation(1);
        insert(dead(begun, new ObjectId().toHexString(), 0, "running", "half of")
                .append("reasoning", "Secret musing. "));
        insert(dead(unspoken, new ObjectId().toHexString(), 0, "running", "").append("reasoning", "Still musing"));
        insert(dead(sealed, new ObjectId().toHexString(), 0, "ending", "all of it")
                .append("reasoning", "Secret musing.")
                .append("reasoning_time", 4.25));

        JsonObject half = awaited(begun).get(1);
        assertThat(half.getString("content")).isEqualTo("half of");
        assertThat(half.getString("reasoning")).isEqualTo("Secret musing.");
        assertThat(half.containsKey("reasoning_time")).isFalse();
        JsonObject nothing = awaited(unspoken).get(1);
        assertThat(nothing.getString("content")).isEmpty();
        assertThat(nothing.getString("reasoning")).isEqualTo("Still musing");
        assertThat(nothing.getString("finish_reason")).isEqualTo("interrupted");
        JsonObject whole = awaited(sealed).get(1);
        assertThat(whole.containsKey("finish_reason")).isFalse();
        assertThat(whole.getString("reasoning")).isEqualTo("Secret musing.");
        assertThat(whole.getJsonNumber("reasoning_time").doubleValue()).isEqualTo(4.25);
    }

    @Test
    void anAnswerThatWasToBeStoppedIsStoredAsStopped() {
        String id = conversation(1);

        insert(dead(id, new ObjectId().toHexString(), 0, "running", "half of").append("stop", true));

        assertThat(awaited(id).get(1).getString("finish_reason")).isEqualTo("stopped");
    }

    @Test
    void aFailedAnswerIsRemovedAndNotStored() {
        String id = conversation(1);

        insert(dead(id, new ObjectId().toHexString(), 0, "failed", "")
                .append("failure", new Document("status", 502).append("detail", "away")));

        assertThat(awaited(id)).hasSize(1);
    }

    /** The node died after it had stored the answer and before it had removed the document. */
    @Test
    void whatIsStoredAlreadyIsNotStoredAgain() {
        String id = conversation(2);
        String answer = messages(id).get(1).getString("id");

        leave(id, answer, 0, "ending", "Message 1");

        assertThat(awaited(id)).hasSize(2);
    }

    /**
     * The answered message had been replaced, so the node stored the answer at the end, and died. By now there is a message
     * with that number again, and the answer is in a segment, far from the message that it names as its parent.
     */
    @Test
    void anAnswerThatWentToTheEndBecauseItsQuestionWasReplacedIsNotStoredAgain() {
        String id = conversation(600);
        String answer = messages(id).get(3).getString("id");

        leave(id, answer, 100, "ending", "Message 3");

        List<JsonObject> all = awaited(id);
        assertThat(all).hasSize(600);
        assertThat(all)
                .filteredOn(message -> message.getString("id").equals(answer))
                .hasSize(1);
    }

    @Test
    void whatItAnsweredIsGoneSoItGoesToTheEnd() {
        String id = conversation(2);

        leave(id, new ObjectId().toHexString(), 40, "running", "half of");

        List<JsonObject> all = awaited(id);
        assertThat(all).hasSize(3);
        assertThat(all.get(2).getString("content")).isEqualTo("half of");
        assertThat(all.get(2).containsKey("parent")).isFalse();
    }

    @Test
    void anAnswerInAConversationThatIsGoneGoesToo() {
        String id = conversation(1);
        ada.delete("/api/conversations/" + id);

        leave(id, new ObjectId().toHexString(), 0, "running", "half of");

        awaitNone(id);
        assertThat(ada.get("/api/conversations/" + id).status()).isEqualTo(404);
    }

    private String conversation(int size) {
        JsonArrayBuilder messages = Json.createArrayBuilder();
        for (int i = 0; i < size; i++) {
            messages.add(Json.createObjectBuilder()
                    .add("role", i % 2 == 0 ? "user" : "assistant")
                    .add("content", "Message " + i));
        }
        return ada.post(
                        "/api/conversations",
                        Json.createObjectBuilder().add("messages", messages).build())
                .json()
                .getString("id");
    }

    private void leave(String conversation, String answer, int parent, String state, String text) {
        insert(dead(conversation, answer, parent, state, text));
    }

    private static void insert(Document answer) {
        NODE.database().getCollection("answers").insertOne(answer);
    }

    /** The document of an answer whose node died. */
    private Document dead(String conversation, String answer, int parent, String state, String text) {
        Date longAgo = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
        return new Document("_id", answer)
                .append("conversation_id", conversation)
                .append("user_id", ada.get("/api/auth/me").json().getString("id"))
                .append("parent", parent)
                .append("model", "openai:gone")
                .append("state", state)
                .append("text", text)
                .append("started_at", longAgo)
                .append("ended_at", longAgo)
                .append("beat_at", longAgo)
                .append("stop", false)
                .append("node", "a dead one");
    }

    private List<JsonObject> awaited(String conversation) {
        awaitNone(conversation);
        return messages(conversation);
    }

    private void awaitNone(String conversation) {
        Await.until(
                "the answer is taken over",
                () -> NODE.database()
                                .getCollection("answers")
                                .countDocuments(Filters.eq("conversation_id", conversation))
                        == 0);
    }

    private List<JsonObject> messages(String id) {
        return ada.get("/api/conversations/" + id)
                .json()
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
    }
}
