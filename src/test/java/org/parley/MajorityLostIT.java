package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Pair;
import org.parley.testing.Ports;
import org.parley.testing.RealMongo;

/**
 * A replica set that has lost its majority keeps its primary for another ten seconds. Its writes in that time may be rolled
 * back, so they are not acknowledged: 503 within 5 seconds, as without a database.
 */
@Tag("alone")
class MajorityLostIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofMinutes(1);
    private static final String MESSAGE = "{\"role\": \"user\", \"content\": \"x\"}";

    private final String uri = RealMongo.required();

    @Test
    void aWriteThatNoMajorityFollowsIsAnsweredWith503AndStoredOnceWhenItIsRepeated() {
        Node node = Pair.shared().second();
        try (MongoClient member = MongoClients.create(
                "mongodb://" + new ConnectionString(uri).getHosts().get(0) + "/?directConnection=true")) {
            Document whole = onlyMember(member);
            Client ada = node.newUser();
            String item =
                    "/conversations/" + ada.post("/conversations", "{}").json().getString("id");
            try {
                addMemberThatIsNotThere(member, whole);
                everyWriteIsUnavailable(ada, item);
            } finally {
                reconfigure(member, whole);
            }

            assertThat(untilThere(() -> append(ada, item)).json().getInt("seq")).isZero();
            assertThat(ada.get(item).json().getJsonArray("messages")).hasSize(1);
        }
    }

    private static void everyWriteIsUnavailable(Client ada, String item) {
        List<CompletableFuture<Void>> writes = List.of(
                unavailable(() -> append(ada, item)),
                unavailable(() -> ada.copy().put(item, "{\"title\": \"x\"}")),
                unavailable(() -> ada.copy().post("/conversations", "{}")),
                unavailable(() ->
                        ada.copy().post("/auth/login", "{\"username\": \"ada\", \"password\": \"correct horse\"}")));
        writes.forEach(CompletableFuture::join);
        assertThat(ada.get(item).status()).as("reading needs no majority").isEqualTo(200);
    }

    private static CompletableFuture<Void> unavailable(Call write) {
        return CompletableFuture.runAsync(() -> {
            Instant asked = Instant.now();
            Answer answer = write.send();
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isPresent();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(PATIENCE);
        });
    }

    private static Answer append(Client ada, String item) {
        return ada.copy().post(item + "/messages", MESSAGE, "Idempotency-Key", "once", "Prefer", "return=minimal");
    }

    private static Answer untilThere(Call call) {
        Instant giveUp = Instant.now().plus(RECOVERY);
        Answer answer = call.send();
        while (answer.status() != 200) {
            assertThat(Instant.now())
                    .as("back within " + RECOVERY + ": " + answer.text())
                    .isBefore(giveUp);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            answer = call.send();
        }
        return answer;
    }

    /** The set's configuration. Only a set with one member is changed, because only a test has such a set. */
    private static Document onlyMember(MongoClient member) {
        MongoDatabase admin = member.getDatabase("admin");
        List<String> hosts = admin.runCommand(new Document("hello", 1)).getList("hosts", String.class, List.of());
        if (hosts.size() != 1) {
            String reason =
                    "SKIPPED, needs a replica set of one member, to change it, and this one has " + hosts.size();
            System.err.println(reason);
            throw new TestAbortedException(reason);
        }
        return admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
    }

    private static void addMemberThatIsNotThere(MongoClient member, Document whole) {
        Document more = new Document(whole);
        Document absent = new Document("_id", 1)
                .append("host", "127.0.0.1:" + Ports.free())
                .append("priority", 0);
        more.put("members", List.of(whole.getList("members", Document.class).get(0), absent));
        reconfigure(member, more);
    }

    /** Forced, because no majority could agree to it. */
    private static void reconfigure(MongoClient member, Document config) {
        member.getDatabase("admin").runCommand(new Document("replSetReconfig", config).append("force", true));
    }

    private interface Call {
        Answer send();
    }
}
