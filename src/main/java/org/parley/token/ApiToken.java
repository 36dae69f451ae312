package org.parley.token;

import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.eclipse.jnosql.databases.mongodb.mapping.ObjectIdConverter;
import org.parley.bson.BsonTexts;
import org.parley.bson.StoredTime;
import org.parley.jnosql.InstantConverter;

/** A token of one user, without its secret, which is stored as a hash. */
@Entity(ApiTokenRepository.COLLECTION)
public class ApiToken {
    @Id("_id")
    @Convert(ObjectIdConverter.class)
    private String id;

    /** The owner. A program with the token acts as this user. */
    @Column("user_id")
    private String userId;

    @Column
    private String name;

    @Column
    private List<String> scopes;

    /** The SHA-256 of the secret; unique. */
    @Column("token_hash")
    private String tokenHash;

    @Column("created_at")
    @Convert(InstantConverter.class)
    private Instant createdAt;

    @Column("last_used_at")
    @Convert(InstantConverter.class)
    private Instant lastUsedAt;

    @Column("expires_at")
    @Convert(InstantConverter.class)
    private Instant expiresAt;

    /** For JNoSQL. */
    protected ApiToken() {}

    /** A new token. */
    static ApiToken of(String id, String userId, NewToken wanted, String hash, Instant now) {
        ApiToken token = new ApiToken();
        token.id = id;
        token.userId = userId;
        token.name = wanted.name();
        token.scopes = wanted.scopes().stream().map(Scope::wire).toList();
        token.tokenHash = hash;
        token.createdAt = now;
        token.expiresAt = wanted.expiresAt().orElse(null);
        return token;
    }

    /**
     * A document as the database sent it, whose {@code _id} is an ObjectId. A value of an unexpected type is read as its
     * text, or as missing; scopes that Parley does not know allow nothing.
     */
    static ApiToken of(RawBsonDocument document) {
        ApiToken token = new ApiToken();
        token.id = document.getObjectId("_id").getValue().toHexString();
        token.userId = BsonTexts.text(document.get("user_id"));
        token.name = BsonTexts.text(document.get("name"));
        token.scopes = document.get("scopes") instanceof BsonArray stored
                ? stored.stream()
                        .filter(BsonString.class::isInstance)
                        .map(scope -> scope.asString().getValue())
                        .filter(scope -> Scope.named(scope).isPresent())
                        .toList()
                : List.of();
        token.createdAt = StoredTime.of(document.get("created_at")).orElse(null);
        token.lastUsedAt = StoredTime.of(document.get("last_used_at")).orElse(null);
        token.expiresAt = expiry(document);
        return token;
    }

    /** A token whose end cannot be read has ended long ago. */
    private static Instant expiry(RawBsonDocument document) {
        return document.containsKey("expires_at")
                ? StoredTime.of(document.get("expires_at")).orElse(Instant.EPOCH)
                : null;
    }

    /** The id in hex; it is not the secret. */
    public String id() {
        return id;
    }

    /** The owner's id. */
    public String userId() {
        return userId;
    }

    /** What the owner calls it. */
    public String name() {
        return name;
    }

    /** {@code read}, {@code write} or both. */
    public List<String> scopes() {
        return scopes;
    }

    /** When it was made, as far as that can be read. */
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }

    /** When it was last used, up to a minute old. */
    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }

    /** When it ends; empty if it does not. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** Whether it is still valid. */
    boolean isValid(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    /** Whether it allows changes. */
    boolean writes() {
        return scopes.contains(Scope.WRITE.wire());
    }

    /** Whether it allows anything. */
    boolean reads() {
        return !scopes.isEmpty();
    }
}
