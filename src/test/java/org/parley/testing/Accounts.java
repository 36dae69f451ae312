package org.parley.testing;

import com.mongodb.MongoSocketException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

/**
 * The users of a node who have logged in. One registers and logs in as everybody does; those that tests get are copies of
 * its user and its session in the database (docs/data-model.md), because the hashes of passwords are what takes longest.
 */
final class Accounts {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;

    private final Node node;
    private String cookie;
    private Document user;
    private Document session;

    Accounts(Node node) {
        this.node = node;
    }

    /** A client that has logged in as a new user of this name, whose password is {@link Node#PASSWORD}. */
    synchronized Client create(String name) {
        if (session == null) {
            register("pattern" + System.nanoTime());
        }
        return copy(name);
    }

    private void register(String name) {
        Client client = node.client();
        Answer registered = client.post("/api/auth/register", """
                {"username": "%s", "email": "%s@example.org", "password": "%s"}""".formatted(name, name, Node.PASSWORD));
        if (registered.status() != 201) {
            throw new AssertionError("Could not register: " + registered);
        }
        client.login(name, Node.PASSWORD);
        cookie = List.of("session_id", "__Host-session_id").stream()
                .filter(known -> client.cookie(known).isPresent())
                .findFirst()
                .orElseThrow();
        user = stored("users", "username", name);
        session = stored("sessions", "_id", sha256(client.cookie(cookie).orElseThrow()));
    }

    private Client copy(String name) {
        ObjectId id = new ObjectId();
        Document other = new Document(user)
                .append("_id", id)
                .append("username", name)
                .append("username_key", name.toLowerCase())
                .append("email", name + "@example.org")
                .append("email_key", name.toLowerCase() + "@example.org");
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random(TOKEN_BYTES));
        Document own = new Document(session).append("_id", sha256(token)).append("user_id", id.toHexString());
        long since = System.currentTimeMillis() - session.getDate("created_at").getTime();
        for (String time : List.of("created_at", "last_accessed_at", "expires_at")) {
            own.append(time, new Date(session.getDate(time).getTime() + since));
        }
        own.append("attributes", withOwnKeys(session.get("attributes", Document.class)));
        store("users", other);
        store("sessions", own);
        return node.client().withCookie(cookie, token);
    }

    /** The view states of pages belong to one session by a key that only this session has. */
    private static Document withOwnKeys(Document attributes) {
        Document own = new Document(attributes);
        own.replaceAll((name, value) -> value instanceof Document key && key.get("%bytes") instanceof Binary bytes
                ? new Document(key).append("%bytes", new Binary(random(bytes.length())))
                : value);
        return own;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A node that was restarted has closed the connections of before; then the first use of one fails. */
    private void store(String collection, Document document) {
        try {
            put(collection, document);
        } catch (MongoSocketException closed) {
            put(collection, document);
        }
    }

    private void put(String collection, Document document) {
        node.database()
                .getCollection(collection)
                .replaceOne(Filters.eq("_id", document.get("_id")), document, new ReplaceOptions().upsert(true));
    }

    private Document stored(String collection, String field, String value) {
        return node.database()
                .getCollection(collection)
                .find(Filters.eq(field, value))
                .first();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
