package org.parley.token;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.jnosql.mapping.document.DocumentTemplate;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.UserData;

/**
 * API tokens: {@code api_tokens}, {@code {_id, user_id, name, scopes, token_hash, created_at, last_used_at?, expires_at?}}.
 *
 * <p>Tokens are inserted through JNoSQL's template. They are read as raw documents, because a template fails on a value
 * that another program stored with another type. The time of the last use is a conditional update of one field and
 * deletion reports whether the token was there; a template can do neither.
 */
@Component
class ApiTokenRepository implements CollectionIndexes, UserData {
    static final String COLLECTION = "api_tokens";

    private static final String LAST_USED_AT = "last_used_at";

    private final Database database;
    private final DocumentTemplate inserts;

    @Inject
    ApiTokenRepository(Database database, DocumentTemplate inserts) {
        this.database = database;
        this.inserts = inserts;
    }

    /** The first is sparse, because another program's collection of this name may hold documents without the hash. */
    @Override
    public void create(Database prepared) {
        MongoCollection<Document> tokens = prepared.patient().getCollection(COLLECTION);
        tokens.createIndex(
                Indexes.ascending("token_hash"), new IndexOptions().unique(true).sparse(true));
        tokens.createIndex(Indexes.ascending("user_id"));
    }

    void insert(ApiToken token) {
        inserts.insert(token);
    }

    /** All of a user's tokens, expired ones too, newest first. */
    List<ApiToken> all(String userId) {
        List<ApiToken> all = new ArrayList<>();
        raw().find(Filters.and(Filters.eq("user_id", userId), Filters.type("_id", BsonType.OBJECT_ID)))
                .sort(Sorts.descending("_id"))
                .forEach(found -> all.add(ApiToken.of(found)));
        return all;
    }

    /** The token with this hash, valid or expired. */
    Optional<ApiToken> byHash(String hash) {
        return Optional.ofNullable(
                        raw().find(Filters.and(Filters.eq("token_hash", hash), Filters.type("_id", BsonType.OBJECT_ID)))
                                .first())
                .map(ApiToken::of);
    }

    /** The user's token with this id, valid or expired. */
    Optional<ApiToken> byId(String userId, String id) {
        return Optional.ofNullable(raw().find(mine(userId, id)).first()).map(ApiToken::of);
    }

    /**
     * Stores that a token is in use, unless a request on any node has stored that within an interval. A token that has
     * been revoked meanwhile does not come back.
     */
    void used(String userId, String id, Instant now, Duration interval) {
        Bson due = Filters.or(
                Filters.exists(LAST_USED_AT, false), Filters.lte(LAST_USED_AT, Date.from(now.minus(interval))));
        raw().updateOne(Filters.and(mine(userId, id), due), Updates.set(LAST_USED_AT, Date.from(now)));
    }

    /** Whether it was there. */
    boolean delete(String userId, String id) {
        return ObjectId.isValid(id) && raw().findOneAndDelete(mine(userId, id)) != null;
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        raw().deleteMany(Filters.eq("user_id", user.id()));
    }

    private static Bson mine(String userId, String id) {
        return Filters.and(Filters.eq("_id", new ObjectId(id)), Filters.eq("user_id", userId));
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(COLLECTION, RawBsonDocument.class);
    }
}
