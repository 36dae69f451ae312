package org.parley.oidc;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.parley.platform.Component;
import org.parley.platform.Sha256;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/**
 * Logins at the provider that were begun, and logout tokens that were obeyed: {@code oidc_attempts}, {@code {_id, browser,
 * nonce, verifier, redirect_uri, to, expires_at}}. {@code _id} is the SHA-256 of the login's {@code state} or of the token's
 * id, {@code browser} that of the browser's cookie. Through the driver, because taking an attempt is one command: it is what
 * makes it work once on all nodes.
 */
@Component
class AttemptRepository implements CollectionIndexes {
    private static final String COLLECTION = "oidc_attempts";
    private static final String EXPIRES_AT = "expires_at";

    private final Database database;

    @Inject
    AttemptRepository(Database database) {
        this.database = database;
    }

    @Override
    public void create(Database target) {
        target.patient()
                .getCollection(COLLECTION)
                .createIndex(Indexes.ascending(EXPIRES_AT), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    }

    /** Keeps a login of a browser. */
    void insert(String state, String browser, Attempt attempt) {
        attempts()
                .insertOne(new Document("_id", Sha256.hex(state))
                        .append("browser", Sha256.hex(browser))
                        .append("nonce", attempt.nonce())
                        .append("verifier", attempt.verifier())
                        .append("redirect_uri", attempt.redirectUri())
                        .append("to", attempt.to())
                        .append(EXPIRES_AT, Date.from(attempt.expiresAt())));
    }

    /** Takes a login, so that nobody can finish it again; empty if it is over, or another browser's, which keeps it. */
    Optional<Attempt> take(String state, String browser, Instant now) {
        Document taken = attempts()
                .findOneAndDelete(and(
                        eq("_id", Sha256.hex(state)),
                        eq("browser", Sha256.hex(browser)),
                        gt(EXPIRES_AT, Date.from(now))));
        return Optional.ofNullable(taken)
                .map(found -> new Attempt(
                        found.getString("nonce"),
                        found.getString("verifier"),
                        found.getString("redirect_uri"),
                        found.getString("to"),
                        found.getDate(EXPIRES_AT).toInstant()));
    }

    /** Whether a logout token was obeyed. */
    boolean isObeyed(String tokenId) {
        return attempts().find(eq("_id", logout(tokenId))).first() != null;
    }

    /** Remembers that a logout token was obeyed. */
    void obeyed(String tokenId, Instant until) {
        Document spent = new Document("_id", logout(tokenId)).append(EXPIRES_AT, Date.from(until));
        attempts().replaceOne(eq("_id", spent.get("_id")), spent, new ReplaceOptions().upsert(true));
    }

    /** No {@code state} begins with this. */
    private static String logout(String tokenId) {
        return Sha256.hex("logout " + tokenId);
    }

    private MongoCollection<Document> attempts() {
        return database.collection(COLLECTION);
    }
}
