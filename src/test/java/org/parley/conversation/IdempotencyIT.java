package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The same Idempotency-Key and body are done once. */
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
