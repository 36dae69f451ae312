package org.parley.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** What a node does with the answers that a dead one left behind, at whatever point it died. */
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
     * What it answered had been replaced, so that the node stored it at the end, and died; then there was a message of
     * that number again, and so much was said that the answer lies in a segment, far from what it says it answers.
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

    /** The document of an answer as a node leaves it that dies. */
    private void leave(String conversation, String answer, int parent, String state, String text) {
        Date longAgo = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
        NODE.database()
                .getCollection("answers")
                .insertOne(new Document("_id", answer)
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
                        .append("node", "a dead one"));
    }

    private List<JsonObject> awaited(String conversation) {
        awaitNone(conversation);
        return messages(conversation);
    }

    private void awaitNone(String conversation) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (NODE.database().getCollection("answers").countDocuments(Filters.eq("conversation_id", conversation))
                > 0) {
            assertThat(System.nanoTime()).as("taken over in time").isLessThan(giveUp);
            pause();
        }
    }

    private List<JsonObject> messages(String id) {
        return ada.get("/api/conversations/" + id)
                .json()
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
