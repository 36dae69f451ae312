package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** A request is carried out once per Idempotency-Key and body. */
class IdempotencyIT {
    private static final String BODY = "{\"role\": \"user\", \"content\": \"once\"}";

    private final Node node = Node.shared();
    private final Client client = node.newUser();
    private final String path = "/api/conversations/"
            + client.post("/api/conversations", "{}").json().getString("id");
    private final String key = UUID.randomUUID().toString();

    @Test
    void aRepeatedAppendAnswersTheSameAndStoresNothing() {
        Answer first = append(BODY, "return=minimal");
        client.post(path + "/messages", "{\"role\": \"user\", \"content\": \"between\"}");
        Answer again = append(BODY, "return=minimal");
        Answer whole = append(BODY, "return=representation");

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(whole.header("Idempotency-Replayed")).contains("true");
        assertThat(whole.json().getJsonArray("messages")).hasSize(2);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        append(BODY, "return=minimal");

        assertThat(append(BODY.replace("once", "twice"), "return=minimal").status())
                .isEqualTo(422);
        assertThat(client.post("/api/conversations", "{}", "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
        assertThat(client.get(path).json().getJsonArray("messages")).hasSize(1);
    }

    @Test
    void aRepeatedCreationCreatesNothing() {
        Answer first = client.post("/api/conversations", "{\"title\": \"t\"}", "Idempotency-Key", key);
        Answer again = client.post("/conversations", "{\"title\": \"t\"}", "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(client.get("/api/conversations/stats/count").json().getInt("count"))
                .isEqualTo(2);
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        assertThat(client.post(path + "/messages", BODY, "Idempotency-Key", key, "If-Match", "\"old\"")
                        .status())
                .isEqualTo(412);

        Answer corrected = append(BODY.replace("once", "corrected"), "return=minimal");

        assertThat(corrected.status()).isEqualTo(200);
        assertThat(corrected.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void keysBelongToTheirUser() {
        append(BODY, "return=minimal");
        Client other = node.newUser();
        String theirs = "/api/conversations/"
                + other.post("/api/conversations", "{}").json().getString("id");

        Answer answer = other.post(theirs + "/messages", BODY, "Idempotency-Key", key);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void ofManyAtOnceOneIsDone() {
        var answers = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> append(BODY, "return=minimal")))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join))
                .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409))
                .filteredOn(answer -> answer.status() == 409)
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isPresent());
        assertThat(append(BODY, "return=minimal").json().getInt("seq")).isZero();
        assertThat(client.get(path).json().getJsonArray("messages")).hasSize(1);
    }

    @Test
    void aKeyWhoseFirstRequestBrokeOffAfterItsWriteFindsWhatWasStored() {
        Answer first = append(BODY, "return=minimal");
        client.post(path + "/messages", "{\"role\": \"user\", \"content\": \"between\"}");
        brokenOff(Instant.now().minusSeconds(1));

        Answer again = append(BODY, "return=minimal");

        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.json().getString("id")).isEqualTo(first.json().getString("id"));
        assertThat(again.json().getInt("seq")).isZero();
        assertThat(client.get(path).json().getJsonArray("messages")).hasSize(2);
    }

    @Test
    void aKeyWhoseFirstRequestBrokeOffBeforeItsWriteIsDoneUnderTheSameId() {
        Answer first = append(BODY, "return=minimal");
        client.put(path, "{\"messages\": []}");
        brokenOff(Instant.now().minusSeconds(1));

        Answer again = append(BODY, "return=minimal");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("id")).isEqualTo(first.json().getString("id"));
        assertThat(client.get(path).json().getJsonArray("messages")).hasSize(1);
    }

    @Test
    void aKeyIsNotTakenFromARequestThatMayStillBeRunning() {
        append(BODY, "return=minimal");
        brokenOff(Instant.now().plusSeconds(60));

        Answer early = append(BODY, "return=minimal");

        assertThat(early.status()).isEqualTo(409);
        assertThat(Integer.parseInt(early.header("Retry-After").orElseThrow())).isBetween(1, 61);
        assertThat(client.get(path).json().getJsonArray("messages")).hasSize(1);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        append(BODY, "return=minimal");
        Document kept = keys().find(ofThisConversation()).first();
        assertThat(kept.getDate("expires_at").toInstant())
                .isBetween(
                        Instant.now().plus(23, ChronoUnit.HOURS), Instant.now().plus(25, ChronoUnit.HOURS));
        keys().updateOne(ofThisConversation(), Updates.set("expires_at", new Date()));

        Answer later = append(BODY, "return=minimal");

        assertThat(later.header("Idempotency-Replayed")).isEmpty();
        assertThat(later.json().getInt("seq")).isEqualTo(1);
    }

    /** Makes the key look like that of a request that did not finish. */
    private void brokenOff(Instant leaseUntil) {
        Bson change = Updates.combine(
                Updates.unset("seq"), Updates.unset("updated_at"), Updates.set("lease_until", Date.from(leaseUntil)));
        assertThat(keys().updateOne(ofThisConversation(), change).getMatchedCount())
                .isEqualTo(1);
    }

    private Bson ofThisConversation() {
        return Filters.eq("conversation_id", path.substring(path.lastIndexOf('/') + 1));
    }

    private MongoCollection<Document> keys() {
        return node.database().getCollection("idempotency_keys");
    }

    @Test
    void aKeyHasOneTo255Characters() {
        assertThat(client.post(path + "/messages", BODY, "Idempotency-Key", "k".repeat(256))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(path + "/messages", BODY, "Idempotency-Key", "k".repeat(255))
                        .status())
                .isEqualTo(200);
    }

    private Answer append(String body, String prefer) {
        return client.post(path + "/messages", body, "Idempotency-Key", key, "Prefer", prefer);
    }
}
