package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.embedded.EmbeddedMongo;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;
import org.parley.testing.Wire;

/** Without MongoDB requests get 503 within 5 seconds, whether it is stopped or hangs; they succeed once it is back. */
class StoreAwayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final int LOGINS_AT_ONCE = 40;

    @TempDir
    private static Path directory;

    private static EmbeddedMongo embedded;
    private static Wire wire;
    private static String[] settings;
    private static Node node;
    private static Client ada;
    private static String conversation;

    @BeforeAll
    static void start() {
        embedded = RealMongo.uri().isPresent() ? null : EmbeddedMongo.open(directory.resolve("data"));
        String uri = RealMongo.uri().orElseGet(() -> embedded.uri());
        wire = new Wire(URI.create(uri).getPort());
        settings = new String[] {
            "MONGODB_URI=" + wire.uri(),
            "MONGODB_DATABASE=" + (embedded == null ? RealMongo.newDatabase() : "parley"),
            "PARLEY_REGISTRATION=open"
        };
        node = Node.start(settings);
        ada = node.newUser();
        conversation = ada.post("/conversations", "{}").json().getString("id");
    }

    @AfterAll
    static void stop() {
        node.close();
        wire.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    @Test
    void stoppedItIsAnsweredWith503AndComesBackByItself() throws InterruptedException {
        wire.cut();
        everyCallIsUnavailable();
        manyLoginsAreUnavailable();
        wire.mend();
        comesBack();
    }

    @Test
    void hangingItIsAnsweredWith503AndComesBackByItself() {
        wire.freeze();
        everyCallIsUnavailable();
        wire.mend();
        comesBack();
    }

    @Test
    void aNodeThatIsPreparingItWhenItGoesAwayIsReadyWhenItIsBack() {
        CompletableFuture<Void> cut = wire.cutAt("createIndexes");
        CompletableFuture<Node> starting = CompletableFuture.supplyAsync(() -> Node.start(settings));
        CompletableFuture.anyOf(cut, starting).join();
        wire.mend();

        try (Node started = starting.join()) {
            assertThat(cut).isDone();
            assertThat(ada.at(started).get("/conversations").status()).isEqualTo(200);
        }
    }

    /** The user is known by then, so it is the audit entry of the refusal that cannot be stored. */
    @Test
    void whatIsRefusedWhileItGoesAwayIsAnsweredWith503() {
        String path = "/conversations/" + conversation + "/messages";
        Answer answer = ada.copy().slowly(path, "{", StoreAwayIT::cutAfterTheSessionIsRead);
        wire.mend();
        comesBack();

        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.json().getString("detail")).contains("database");
    }

    /** Nothing shows from outside that it has happened; a request too early gets 503, too. */
    private static void cutAfterTheSessionIsRead() {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        wire.cut();
    }

    private static void everyCallIsUnavailable() {
        String item = "/conversations/" + conversation;
        String message = "{\"role\": \"user\", \"content\": \"Is anybody there?\"}";
        List<Call> calls = List.of(
                new Call("GET", "/conversations", null),
                new Call("POST", "/conversations", "{}"),
                new Call("GET", item, null),
                new Call("PUT", item, "{\"title\": \"x\"}"),
                new Call("POST", item + "/messages", message),
                new Call("GET", item + "/messages", null),
                new Call("DELETE", item, null),
                new Call("GET", "/conversations/stats/count", null),
                new Call("DELETE", "/conversations", null),
                new Call("GET", "/auth/me", null),
                new Call("POST", "/auth/login", "{\"username\": \"ada\", \"password\": \"correct horse\"}"),
                new Call("GET", "/chat.xhtml", null));
        isUnavailable(calls.get(0)); // it finds out that nothing answers, which takes longer
        AtOnce.each(calls.size(), calls, StoreAwayIT::isUnavailable);
        Answer page = ada.copy().get("/settings.xhtml", "Accept-Language", "de-CH");
        assertThat(page.text()).contains("lang=\"de\"", "Gleich wieder da");
    }

    private static void isUnavailable(Call call) {
        Instant asked = Instant.now();
        Answer answer = call.send(ada.copy());
        assertThat(Duration.between(asked, Instant.now())).as(call.toString()).isLessThan(PATIENCE);
        assertThat(answer.status()).as(call + " " + answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).as(call.toString()).isPresent();
    }

    /** They must not queue for the few slots in which passwords are checked, all of which wait for the database. */
    private static void manyLoginsAreUnavailable() throws InterruptedException {
        ExecutorService people = Executors.newFixedThreadPool(LOGINS_AT_ONCE);
        Queue<String> late = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < LOGINS_AT_ONCE; i++) {
            String login = "{\"username\": \"ada" + i + "\", \"password\": \"correct horse\"}";
            people.execute(() -> {
                Instant asked = Instant.now();
                int status = node.client().post("/auth/login", login).status();
                Duration taken = Duration.between(asked, Instant.now());
                if (status != 503 || taken.compareTo(PATIENCE) > 0) {
                    late.add(status + " after " + taken);
                }
            });
        }
        people.shutdown();
        assertThat(people.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(late).isEmpty();
    }

    private static void comesBack() {
        Instant giveUp = Instant.now().plus(RECOVERY);
        while (ada.get("/conversations").status() != 200) {
            assertThat(Instant.now()).as("back within " + RECOVERY).isBefore(giveUp);
        }
        assertThat(ada.get("/conversations/" + conversation).status()).isEqualTo(200);
    }

    private record Call(String method, String path, String body) {
        Answer send(Client client) {
            return client.send(method, path, body == null ? null : "application/json", body);
        }
    }
}
