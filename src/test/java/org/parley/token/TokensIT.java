package org.parley.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.Stage;

/** API tokens over REST: what they open, what they do not, and how they end. */
class TokensIT {
    private static final String TOKENS = "/api/auth/tokens";
    private static final String CONVERSATIONS = "/api/conversations";
    private static final String UNKNOWN = "parley_" + "A".repeat(43);

    private final Node node = Stage.shared().node();
    private final Client ada = node.newUser();
    private final String agent = "tokens/" + UUID.randomUUID();

    @BeforeEach
    void restore() {
        Stage.shared().model().reset();
    }

    @Test
    void aTokenIsShownOnceAndStoredAsItsHash() {
        Answer made =
                create("{\"name\": \"backup\", \"scopes\": [\"read\"], \"expires_at\": \"2099-01-01T00:00:00Z\"}");

        assertThat(made.status()).isEqualTo(201);
        JsonObject token = made.json();
        assertThat(token.keySet()).containsExactly("id", "name", "scopes", "created_at", "expires_at", "token");
        assertThat(token.getString("name")).isEqualTo("backup");
        assertThat(token.getJsonArray("scopes").toString()).isEqualTo("[\"read\"]");
        assertThat(token.getString("expires_at")).isEqualTo("2099-01-01T00:00:00.000Z");
        assertThat(made.header("Location")).contains(TOKENS + "/" + token.getString("id"));
        assertThat(made.header("Cache-Control")).contains("no-store");

        Answer list = ada.get(TOKENS);
        assertThat(list.array()).hasSize(1);
        assertThat(list.array().getJsonObject(0).keySet())
                .containsExactly("id", "name", "scopes", "created_at", "expires_at");
        Document stored = stored(token.getString("id"));
        assertThat(stored.keySet())
                .containsExactlyInAnyOrder(
                        "_id", "user_id", "name", "scopes", "token_hash", "created_at", "expires_at");
        assertThat(stored.get("created_at")).isInstanceOf(Date.class);
        assertThat(stored.toJson() + list.text()).doesNotContain(token.getString("token"));
    }

    @Test
    void aTokenWithWriteDoesWhatItsOwnerMay() {
        Client program = program("write");

        String id = program.post(CONVERSATIONS, "{\"title\": \"By a program\"}")
                .json()
                .getString("id");
        assertThat(program.post("/conversations/" + id + "/messages", "{\"role\": \"user\", \"content\": \"Hi\"}")
                        .status())
                .isEqualTo(200);
        assertThat(program.put(CONVERSATIONS + "/" + id, "{\"title\": \"Again\"}")
                        .status())
                .isEqualTo(200);
        assertThat(program.get("/api/search?q=Again").status()).isEqualTo(200);
        assertThat(ada.get(CONVERSATIONS + "/" + id).json().getString("title")).isEqualTo("Again");
        assertThat(program.delete(CONVERSATIONS + "/" + id).status()).isEqualTo(204);

        String foreign = node.newUser().post(CONVERSATIONS, "{}").json().getString("id");
        Answer hidden = program.get(CONVERSATIONS + "/" + foreign);
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.text())
                .isEqualTo(program.get(CONVERSATIONS + "/" + new ObjectId()).text());
    }

    @Test
    void aTokenWithReadChangesNothing() {
        String id = ada.post(CONVERSATIONS, "{\"title\": \"Mine\"}").json().getString("id");
        Client program = program("read");

        assertThat(program.get(CONVERSATIONS + "/" + id).status()).isEqualTo(200);
        assertThat(program.send("HEAD", CONVERSATIONS, null, null).status()).isEqualTo(200);
        for (Answer refused : List.of(
                program.post(CONVERSATIONS, "{}"),
                program.put(CONVERSATIONS + "/" + id, "{\"title\": \"Taken\"}"),
                program.post("/conversations/" + id + "/messages", "{\"role\": \"user\", \"content\": \"Hi\"}"),
                program.post("/api/completions", "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"),
                program.send("PATCH", CONVERSATIONS + "/" + id, "application/json", "{}"),
                program.delete("/api/trash"),
                program.delete(CONVERSATIONS))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().getString("detail")).contains("write");
            assertThat(refused.header("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(refused.header("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer ")
                    .contains("insufficient_scope");
        }
        assertThat(ada.get(CONVERSATIONS + "/" + id).json().getString("title")).isEqualTo("Mine");
    }

    @Test
    void noTokenOpensTheAccountOrAdministration() {
        Client program = program("write");
        String id = ada.get(TOKENS).array().getJsonObject(0).getString("id");

        for (String path : List.of(
                "/api/auth/me",
                "/auth/me",
                TOKENS,
                "/api/auth",
                "/api/auth/",
                "/api//auth/tokens",
                "/api/auth//tokens",
                "//api/auth/tokens",
                "/api/%61uth/tokens",
                "/api/conversations/../auth/tokens",
                "/api/auth;x=y/tokens",
                "/auth/me/preferences",
                "/api/auth/nowhere",
                "/api/admin/users",
                "/api/admin")) {
            Answer refused = program.get(path);
            assertThat(refused.status()).as(path + refused.text()).isIn(302, 400, 403, 404);
            assertThat(refused.text()).as(path).doesNotContain(id, "username\"", "scopes");
        }
        for (String path : List.of("/api/auth/me", "/auth/me", TOKENS, "/auth/me/preferences", "/api/admin/users")) {
            assertThat(program.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(program.post(TOKENS, "{\"name\": \"more\", \"scopes\": [\"write\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(program.delete(TOKENS + "/" + id).status()).isEqualTo(403);
        assertThat(program.post("/api/auth/login", "{\"username\": \"x\", \"password\": \"y\"}")
                        .status())
                .isEqualTo(403);
        assertThat(program.post("/api/auth/logout", "").status()).isEqualTo(403);
        assertThat(ada.get(TOKENS).array()).hasSize(1);
    }

    @Test
    void whatIsNoValidTokenIsAllTheSame401() {
        String expired = secret("read");
        node.database()
                .getCollection("api_tokens")
                .updateOne(
                        Filters.eq("_id", newest()),
                        Updates.set("expires_at", Date.from(Instant.now().minusSeconds(1))));
        String revoked = secret("read");
        ada.delete(TOKENS + "/" + newest().toHexString());
        String oddEnd = secret("read");
        node.database()
                .getCollection("api_tokens")
                .updateOne(Filters.eq("_id", newest()), Updates.set("expires_at", "never"));

        String first = null;
        for (String header : List.of(
                "Bearer " + UNKNOWN,
                "bearer " + expired,
                "BEARER " + revoked,
                "Bearer " + oddEnd,
                "Bearer",
                "Bearer  ",
                "Bearer x y",
                "Bearer " + UNKNOWN + UNKNOWN,
                "Bearer parley_é")) {
            for (Client sender : List.of(node.client(), ada)) {
                Answer refused = sender.get(CONVERSATIONS, "Authorization", header, "User-Agent", agent);
                assertThat(refused.status()).as(header).isEqualTo(401);
                assertThat(refused.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
                assertThat(refused.setCookies()).isEmpty();
                first = first == null ? refused.text() : first;
                assertThat(refused.text()).isEqualTo(first);
            }
        }
        assertThat(node.client()
                        .get("/api/auth/me", "Authorization", "Bearer " + UNKNOWN)
                        .status())
                .isEqualTo(401);
        Client switchedOff = program("read");
        node.database()
                .getCollection("users")
                .updateOne(Filters.eq("_id", new ObjectId(userId())), Updates.set("is_active", false));
        assertThat(switchedOff.get(CONVERSATIONS).text()).isEqualTo(first);
        Await.until("an entry of each", () -> entries().size() == 18);
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.getString("action")).isEqualTo("access.denied");
            assertThat(entry.getInteger("status_code")).isEqualTo(401);
            assertThat(entry).doesNotContainKeys("user_id", "token_id");
        });
    }

    @Test
    void twoTokensInOneRequestAreNone() {
        String good = secret("read");

        assertThat(node.client()
                        .get(CONVERSATIONS, "Authorization", "Bearer " + good, "Authorization", "Bearer " + good)
                        .status())
                .isEqualTo(401);
        assertThat(node.client()
                        .get(CONVERSATIONS, "Authorization", "bEaReR " + good)
                        .status())
                .isEqualTo(200);
        assertThat(node.client()
                        .get(CONVERSATIONS, "Authorization", "Basic " + good)
                        .status())
                .isEqualTo(401);
        assertThat(node.client().get(CONVERSATIONS + "?access_token=" + good).status())
                .isEqualTo(401);
    }

    @Test
    void withACookieTheTokenCountsAndTheSessionIsLeftAlone() {
        String foreignToken = secret(node.newUser(), "read");
        String id = ada.post(CONVERSATIONS, "{}").json().getString("id");
        Document before = session();

        assertThat(ada.copy()
                        .withToken(foreignToken)
                        .get(CONVERSATIONS + "/" + id)
                        .status())
                .isEqualTo(404);
        assertThat(ada.copy().withToken(secret("read")).delete(CONVERSATIONS).status())
                .isEqualTo(403);
        Answer read = ada.copy().withToken(secret("read")).get(CONVERSATIONS);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.setCookies()).isEmpty();
        assertThat(session()).isEqualTo(before);
    }

    @Test
    void aTokenBeginsNoSession() {
        long before = node.database().getCollection("sessions").countDocuments(Filters.eq("user_id", null));
        Client program = program("write");

        assertThat(program.get(CONVERSATIONS).setCookies()).isEmpty();
        assertThat(program.post(CONVERSATIONS, "{}").setCookies()).isEmpty();
        assertThat(node.database().getCollection("sessions").countDocuments(Filters.eq("user_id", userId())))
                .isEqualTo(1);
        assertThat(node.database().getCollection("sessions").countDocuments(Filters.eq("user_id", null)))
                .isEqualTo(before);
        assertThat(program.get("/chat.xhtml").status()).isEqualTo(302);
        assertThat(program.get("/settings.xhtml").status()).isEqualTo(302);
        assertThat(program.get("/conversations/../settings.xhtml").text()).doesNotContain("<form");
    }

    @Test
    void whatNeedsNoLoginDoesNotLookAtTokens() {
        Client stale = node.client().withToken(UNKNOWN);

        assertThat(stale.get("/api/health").status()).isEqualTo(200);
        assertThat(stale.get("/api/openapi").status()).isEqualTo(200);
        assertThat(stale.get("/login.xhtml").status()).isEqualTo(200);
    }

    @Test
    void otherSitesStayRefusedAndListedOnesMaySendTokens() {
        Client program = program("write");

        assertThat(program.post(CONVERSATIONS, "{}", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(program.post(CONVERSATIONS, "{}", "Origin", Stage.ORIGIN).status())
                .isEqualTo(201);
        assertThat(program.post(CONVERSATIONS, "{}").status()).isEqualTo(201);
        Answer preflight = node.client()
                .send(
                        "OPTIONS",
                        CONVERSATIONS,
                        null,
                        null,
                        "Origin",
                        Stage.ORIGIN,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization");
        assertThat(preflight.header("Access-Control-Allow-Headers").orElse("")).contains("Authorization");
        assertThat(node.client()
                        .get(CONVERSATIONS, "Origin", Stage.ORIGIN, "Authorization", "Bearer " + UNKNOWN)
                        .header("Access-Control-Allow-Origin"))
                .contains(Stage.ORIGIN);
    }

    @Test
    void theLastUseIsStoredOnceAMinute() {
        Client program = program("read");
        ObjectId id = newest();
        assertThat(ada.get(TOKENS).array().getJsonObject(0).keySet()).doesNotContain("last_used_at");

        program.get(CONVERSATIONS);
        Date first = stored(id.toHexString()).getDate("last_used_at");
        assertThat(first).isCloseTo(new Date(), 60_000);
        program.get(CONVERSATIONS);
        assertThat(stored(id.toHexString()).getDate("last_used_at")).isEqualTo(first);

        Date older = Date.from(Instant.now().minusSeconds(61).truncatedTo(ChronoUnit.MILLIS));
        node.database()
                .getCollection("api_tokens")
                .updateOne(Filters.eq("_id", id), Updates.set("last_used_at", older));
        program.get(CONVERSATIONS);
        assertThat(stored(id.toHexString()).getDate("last_used_at")).isAfter(older);
        assertThat(ada.get(TOKENS).array().getJsonObject(0).getString("last_used_at"))
                .endsWith("Z");
    }

    @Test
    void badInputNamesTheFieldAndTheFiftyFirstIs409() {
        assertThat(create("{\"name\": \"x\", \"scopes\": [\"all\"]}").text()).contains("scopes");
        assertThat(create("{\"scopes\": [\"read\"]}").text()).contains("name");
        assertThat(create("[]").status()).isEqualTo(400);
        assertThat(ada.send("POST", TOKENS, "text/plain", "{}").status()).isEqualTo(415);
        assertThat(node.client().get(TOKENS).status()).isEqualTo(401);

        List<Document> many = IntStream.range(0, 50)
                .mapToObj(i -> new Document("user_id", userId())
                        .append("name", "t" + i)
                        .append("scopes", List.of("read"))
                        .append("token_hash", UUID.randomUUID().toString())
                        .append("created_at", new Date()))
                .toList();
        node.database().getCollection("api_tokens").insertMany(many);
        Answer refused = create("{\"name\": \"x\", \"scopes\": [\"read\"]}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getString("detail")).contains("50");
        assertThat(ada.get(TOKENS).array()).hasSize(50);
    }

    @Test
    void anotherUserNeitherSeesNorRevokesAToken() {
        String secret = secret("read");
        String id = newest().toHexString();
        Client bea = node.newUser();

        assertThat(bea.get(TOKENS).array()).isEmpty();
        Answer foreign = bea.delete(TOKENS + "/" + id);
        assertThat(foreign.status()).isEqualTo(404);
        for (String other : List.of(new ObjectId().toHexString(), "x", "a%2Fb")) {
            Answer unknown = bea.delete(TOKENS + "/" + other);
            assertThat(unknown.status()).as(other).isIn(400, 404);
        }
        assertThat(bea.delete(TOKENS + "/" + new ObjectId()).text()).isEqualTo(foreign.text());
        assertThat(node.client().withToken(secret).get(CONVERSATIONS).status()).isEqualTo(200);
    }

    @Test
    void aStreamEndsWithItsTokenAndNotWithASession() {
        Stage.shared().model().next(Script.words(500, Duration.ofMillis(20)));
        String id = ada.post(CONVERSATIONS, "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .json()
                .getString("id");
        Client program = program("write");

        try (Events events = program.events("POST", CONVERSATIONS + "/" + id + "/completions", "{}")) {
            events.awaitText("w120"); // longer than two checks
            assertThat(ada.delete(TOKENS + "/" + newest().toHexString()).status())
                    .isEqualTo(204);
            events.awaitEnd(Duration.ofSeconds(4));
            assertThat(events.all()).extracting(Events.Event::name).doesNotContain("done");
        }
        assertThat(program.get(CONVERSATIONS).status()).isEqualTo(401);
    }

    @Test
    void theAuditLogSaysWhichTokenItWas() {
        Client program = program("read");
        String token = newest().toHexString();
        String other = secret("read");
        String otherId = newest().toHexString();

        program.get(CONVERSATIONS, "User-Agent", agent);
        program.post(CONVERSATIONS, "{}", "User-Agent", agent);
        program.get(TOKENS, "User-Agent", agent);
        ada.get(CONVERSATIONS, "User-Agent", agent);
        ada.get(TOKENS, "User-Agent", agent);
        Answer made = ada.post(TOKENS, "{\"name\": \"n\", \"scopes\": [\"read\"]}", "User-Agent", agent);
        ada.delete(TOKENS + "/" + otherId, "User-Agent", agent);
        node.newUser().delete(TOKENS + "/" + token, "User-Agent", agent);

        Await.until("eight entries", () -> entries().size() == 8);
        assertThat(entries())
                .extracting(entry -> entry.getString("action") + " " + entry.getInteger("status_code") + " "
                        + entry.getString("outcome") + " " + entry.getString("resource_type") + " "
                        + entry.getString("resource_id") + " " + entry.getString("token_id"))
                .containsExactlyInAnyOrder(
                        "conversations.list 200 success conversation null " + token,
                        "conversations.create 403 denied conversation null " + token,
                        "tokens.list 403 denied token null " + token,
                        "conversations.list 200 success conversation null null",
                        "tokens.list 200 success token null null",
                        "tokens.create 201 success token " + made.json().getString("id") + " null",
                        "tokens.delete 204 success token " + otherId + " null",
                        "tokens.delete 404 failure token " + token + " null");
        assertThat(entries())
                .filteredOn(entry -> entry.getString("action").equals("conversations.list"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getString("user_id")).isEqualTo(userId()));
        assertThat(entries().toString()).doesNotContain(other, made.json().getString("token"));
    }

    private Answer create(String body) {
        return ada.post(TOKENS, body);
    }

    private Client program(String scope) {
        return node.client().withToken(secret(scope));
    }

    private String secret(String scope) {
        return secret(ada, scope);
    }

    private static String secret(Client owner, String scope) {
        return owner.post(TOKENS, "{\"name\": \"program\", \"scopes\": [\"" + scope + "\"]}")
                .json()
                .getString("token");
    }

    /** The id of ada's newest token. */
    private ObjectId newest() {
        return new ObjectId(ada.get(TOKENS).array().getJsonObject(0).getString("id"));
    }

    private Document stored(String id) {
        return node.database()
                .getCollection("api_tokens")
                .find(Filters.eq("_id", new ObjectId(id)))
                .first();
    }

    private Document session() {
        return node.database()
                .getCollection("sessions")
                .find(Filters.eq("user_id", userId()))
                .first();
    }

    private String userId() {
        return ada.get("/api/auth/me").json().getString("id");
    }

    private List<Document> entries() {
        return node.database()
                .getCollection("audit_logs")
                .find(Filters.eq("user_agent", agent))
                .into(new ArrayList<>());
    }
}
