package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.platform.Sha256;
import org.parley.store.StoreFailures;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.OddValues;

/**
 * Issue 15: no value of any type, in any field of a user, a session, a login attempt, an idempotency key, a running
 * answer, an audit entry or a schema step makes a request fail or is lost. Conversations have {@code OddDocumentsIT}.
 */
class OddRecordsIT {
    /** The embedded store cannot delete a document with an empty list in a field of a unique index. */
    private static final Set<String> NOT_DELETED_BY_EMBEDDED = Set.of("conversation_id", "parent");

    private static final int AT_ONCE = 4;

    private final Node node = Node.shared();
    private final Client client = node.newUser();
    private final JsonObject me = client.get("/api/auth/me").json();
    private final Map<String, BsonValue> values = OddValues.heldBy(node.database());
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void aUserWithAnyValueInAnyFieldUsesParley() {
        List<String> fields = List.of(
                "username",
                "email",
                "full_name",
                "role",
                "is_active",
                "created_at",
                "updated_at",
                "last_login",
                "password_hash",
                "preferences",
                "kept");
        AtOnce.each(AT_ONCE, fields, field -> {
            Client person = node.newUser();
            BsonDocument before = stored(person);
            values.forEach((name, value) -> use(person, OddValues.with(before, field, value), field, name, value));
        });
        for (String field : List.of("preferences.language", "preferences.system_prompt", "preferences.model")) {
            BsonDocument some = stored(client).append("preferences", new BsonDocument());
            values.forEach((name, value) -> {
                store(OddValues.with(some, field, value));
                check(client.get("/api/auth/me/preferences"), 200, field + " " + name);
                check(client.get("/settings.xhtml"), 200, field + " " + name);
            });
        }
        assertThat(failures).isEmpty();
    }

    private void use(Client person, BsonDocument odd, String field, String name, BsonValue value) {
        String what = field + " " + name;
        store(odd);
        check(person.get("/api/auth/me"), 200, what);
        check(person.get("/api/auth/me/preferences"), 200, what);
        check(person.get("/settings.xhtml"), 200, what);
        check(person.put("/api/auth/me/preferences", "{\"language\": \"de\"}"), 200, what);
        BsonDocument after =
                collection("users").find(Filters.eq("_id", odd.get("_id"))).first();
        boolean isNothing = value == OddValues.MISSING || value.isNull() || isUndefined(value);
        boolean changed = field.equals("updated_at")
                || field.equals("preferences")
                        && value instanceof BsonDocument given
                        && after.getDocument("preferences").entrySet().containsAll(given.entrySet());
        check(
                isNothing || changed || value.equals(after.get(field)) || value.equals(after.get("original_" + field)),
                what + " is lost: " + after);
    }

    private BsonDocument stored(Client person) {
        String id = person.get("/api/auth/me").json().getString("id");
        return collection("users").find(Filters.eq("_id", new ObjectId(id))).first();
    }

    private void store(BsonDocument user) {
        collection("users").replaceOne(Filters.eq("_id", user.get("_id")), user);
    }

    @Test
    void aUserWithAnyValuesLogsInOrIsRefusedLikeAWrongPassword() {
        MongoCollection<BsonDocument> users = collection("users");
        String password = Node.PASSWORD;
        BsonDocument stored =
                users.find(Filters.eq("_id", new ObjectId(me.getString("id")))).first();
        AtOnce.each(AT_ONCE, values.entrySet(), entry -> {
            String name = entry.getKey();
            BsonValue value = entry.getValue();
            String key = "u" + UUID.randomUUID().toString().replace("-", "");
            BsonDocument odd =
                    stored.clone().append("_id", new BsonObjectId()).append("username_key", new BsonString(key));
            odd.remove("email_key");
            for (String field : List.of(
                    "username",
                    "email",
                    "full_name",
                    "role",
                    "created_at",
                    "updated_at",
                    "last_login",
                    "preferences")) {
                odd = OddValues.with(odd, field, value);
            }
            users.insertOne(odd);
            check(node.client().post("/api/auth/login", credentials(key, password)), 200, "all fields " + name);
        });
        users.insertOne(stored.clone()
                .append("_id", new BsonString("by-hand-" + me.getString("id")))
                .append("username_key", new BsonString("by-hand"))
                .append("email_key", new BsonString("by-hand")));
        check(node.client().post("/api/auth/login", credentials("by-hand", password)), 401, "_id string");
        for (String name : List.of("int", "object", "array", "binary")) {
            String key = "u" + UUID.randomUUID().toString().replace("-", "");
            users.insertOne(stored.clone()
                    .append("_id", new BsonObjectId())
                    .append("username_key", new BsonString(key))
                    .append("email_key", new BsonString(key))
                    .append("password_hash", values.get(name)));
            check(node.client().post("/api/auth/login", credentials(key, password)), 401, "password_hash " + name);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aSessionWithAnyValueInAnyFieldIsOneOrNone() {
        MongoCollection<BsonDocument> sessions = collection("sessions");
        String key = Sha256.hex(client.cookie("session_id").orElseThrow());
        BsonDocument before = sessions.find(Filters.eq("_id", key)).first();
        for (String field : List.of(
                "user_id",
                "created_at",
                "last_accessed_at",
                "expires_at",
                "ip_address",
                "user_agent",
                "attributes",
                "attributes.com%2Esun%2Efaces%2ESK",
                "attributes.com%2Esun%2Efaces%2ESK.%key",
                "attributes.com%2Esun%2Efaces%2ESK.%bytes")) {
            values.forEach((name, value) -> {
                sessions.deleteOne(Filters.eq("_id", key));
                insert(sessions, OddValues.with(before, field, value));
                String what = field + " " + name;
                checkOneOf(client.copy().get("/api/auth/me"), Set.of(200, 401), what);
                checkOneOf(client.copy().get("/settings.xhtml"), Set.of(200, 302), what);
                checkOneOf(client.copy().get("/login.xhtml"), Set.of(200, 302), what);
                check(client.copy().post("/api/auth/logout", ""), 200, what);
            });
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void anIdempotencyKeyWithAnyValueInAnyFieldNeverStoresTwice() {
        MongoCollection<BsonDocument> keys = collection("idempotency_keys");
        String body = "{\"title\": \"once\"}";
        client.post("/api/conversations", body, "Idempotency-Key", "k");
        String id = client.get("/api/conversations").array().getJsonObject(0).getString("id");
        BsonDocument before = keys.find(Filters.eq("conversation_id", id)).first();
        for (String field : List.of(
                "fingerprint", "conversation_id", "message_id", "lease_until", "expires_at", "seq", "updated_at")) {
            values.forEach((name, value) -> {
                keys.replaceOne(Filters.eq("_id", before.get("_id")), OddValues.with(before, field, value));
                Answer repeated = client.post("/api/conversations", body, "Idempotency-Key", "k");
                checkOneOf(repeated, Set.of(201, 404, 409, 422), field + " " + name);
            });
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void anAnswerWithAnyValueInAnyFieldHidesNoOther() {
        MongoCollection<BsonDocument> answers = collection("answers");
        String conversation = client.post(
                        "/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}")
                .json()
                .getString("id");
        List<BsonDocument> documents = new ArrayList<>();
        BsonDocument alive = answer(conversation, System.currentTimeMillis() + 3_600_000L);
        BsonDocument dead = answer(conversation, 1_000);
        for (String field : alive.keySet()) {
            values.forEach((name, value) -> {
                boolean undeletable = NOT_DELETED_BY_EMBEDDED.contains(field) && name.equals("array, empty");
                if (undeletable) {
                    return;
                }
                if (!field.equals("_id") || isFree(value)) {
                    documents.add(OddValues.with(answer(new ObjectId().toHexString(), 1_000), field, value));
                }
            });
        }
        for (BsonDocument document : documents) {
            insert(answers, document);
        }
        answers.insertOne(alive.append("parent", new BsonInt32(77)));
        answers.insertOne(dead);

        Answer running = client.get("/api/completions");
        check(running, 200, "the list of running answers");
        assertThat(running.text()).contains(alive.getString("_id").getValue());
        check(client.get("/api/conversations/" + conversation + "/completions"), 200, "the list of a conversation");
        Await.until(
                "the answer of the dead node is a message",
                () -> client.get("/api/conversations/" + conversation).text().contains("half of it"));
        assertThat(client.delete("/api/conversations/" + conversation).status()).isEqualTo(204);
        answers.deleteMany(Filters.eq("marked", me.getString("id")));
        assertThat(failures).isEmpty();
    }

    @Test
    void aCountOfFailedLoginsWithAnyValueInAnyFieldRefusesAsBefore() {
        MongoCollection<BsonDocument> attempts = collection("login_attempts");
        AtOnce.each(2 * AT_ONCE, values.entrySet(), entry -> {
            String username = "nobody" + UUID.randomUUID();
            BsonDocument odd = new BsonDocument("_id", new BsonString(Sha256.hex(username)))
                    .append("failures", new BsonInt32(1))
                    .append("expires_at", new BsonDateTime(System.currentTimeMillis() + 3_600_000L));
            for (String field : List.of("failures", "blocked_until")) {
                odd = OddValues.with(odd, field, entry.getValue());
            }
            attempts.insertOne(odd);
            Answer refused = node.client().post("/api/auth/login", credentials(username, "wrong"));
            checkOneOf(refused, Set.of(401, 429, 503), "login attempts " + entry.getKey());
            check(!refused.text().contains("\"status\":500"), entry.getKey() + " fails");
        });
        assertThat(failures).isEmpty();
    }

    @Test
    void auditEntriesAndStepsWithAnyValuesAreInNobodysWay() {
        MongoCollection<BsonDocument> entries = collection("audit_logs");
        MongoCollection<BsonDocument> steps = collection("schema_steps");
        BsonString mark = new BsonString(me.getString("id"));
        BsonDocument entry = new BsonDocument("user_id", mark)
                .append("username", new BsonString(me.getString("username")))
                .append("action", new BsonString("conversations.create"))
                .append("status_code", new BsonInt32(200))
                .append("timestamp", new BsonDateTime(1_705_314_600_000L));
        OddValues.inEveryField(entry, values).forEach(odd -> insert(entries, odd.append("marked", mark)));
        OddValues.inEveryField(new BsonDocument("finished_at", new BsonDateTime(0)), values)
                .forEach(odd -> insert(steps, odd.append("marked", mark)));

        check(client.post("/api/conversations", "{}"), 201, "a write");
        assertThat(entries.countDocuments(Filters.and(
                        Filters.eq("user_id", mark),
                        Filters.eq("action", "conversations.create"),
                        Filters.exists("marked", false))))
                .isEqualTo(1);
        check(client.get("/api/health"), 200, "health");
        for (String page : List.of("/chat.xhtml", "/settings.xhtml", "/basic.xhtml")) {
            check(client.get(page), 200, page);
        }
        check(node.client().login(me.getString("username"), Node.PASSWORD).get("/api/auth/me"), 200, "a login");
        assertThat(failures).isEmpty();
        entries.deleteMany(Filters.eq("marked", mark));
        steps.deleteMany(Filters.eq("marked", mark));
    }

    private BsonDocument answer(String conversation, long beat) {
        return new BsonDocument("_id", new BsonString(new ObjectId().toHexString()))
                .append("conversation_id", new BsonString(conversation))
                .append("user_id", new BsonString(me.getString("id")))
                .append("parent", new BsonInt32(0))
                .append("model", new BsonString("ollama:llama3.2"))
                .append("state", new BsonString("running"))
                .append("text", new BsonString("half of it"))
                .append("started_at", new BsonDateTime(1_705_314_600_000L))
                .append("beat_at", new BsonDateTime(beat))
                .append("stop", BsonBoolean.FALSE)
                .append("node", new BsonString("another node"))
                .append("marked", new BsonString(me.getString("id")));
    }

    private boolean isFree(BsonValue id) {
        return OddValues.isId(id)
                && collection("answers").find(Filters.eq("_id", id)).first() == null;
    }

    /** Some values are duplicates in a unique index. */
    private static void insert(MongoCollection<BsonDocument> into, BsonDocument document) {
        try {
            into.insertOne(document);
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
        }
    }

    private static boolean isUndefined(BsonValue value) {
        return value.getBsonType() == BsonType.UNDEFINED;
    }

    private static String credentials(String username, String password) {
        return "{\"username\": \"" + username + "\", \"password\": \"" + password + "\"}";
    }

    private void check(Answer answer, int status, String what) {
        checkOneOf(answer, Set.of(status), what);
    }

    private void checkOneOf(Answer answer, Set<Integer> statuses, String what) {
        check(statuses.contains(answer.status()), what + " gets " + answer.status() + ": " + start(answer.text()));
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            failures.add(otherwise);
        }
    }

    private static String start(String text) {
        return text.substring(0, Math.min(300, text.length()));
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return node.database().getCollection(name, BsonDocument.class);
    }
}
