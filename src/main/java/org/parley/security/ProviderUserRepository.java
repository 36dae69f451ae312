package org.parley.security;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * Users whom the OpenID provider knows: {@code oidc_issuer} and {@code oidc_sub} in {@code users}, together unique. They have
 * no {@code password_hash}. Through the driver, as everything that writes to {@code users}.
 */
@Component
class ProviderUserRepository implements CollectionIndexes {
    private static final String ISSUER = "oidc_issuer";
    private static final String SUBJECT = "oidc_sub";

    private final Database database;
    private final UserRepository users;
    private final Clock clock;

    @Inject
    ProviderUserRepository(Database database, UserRepository users, Clock clock) {
        this.database = database;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public void create(Database target) {
        target.patient()
                .getCollection(UserRepository.COLLECTION)
                .createIndex(
                        Indexes.ascending(ISSUER, SUBJECT),
                        new IndexOptions().unique(true).sparse(true));
    }

    Optional<User> find(ProviderIdentity identity) {
        return find(identity.issuer(), identity.subject());
    }

    Optional<User> find(String issuer, String subject) {
        return Optional.ofNullable(users().find(and(eq(ISSUER, issuer), eq(SUBJECT, subject)))
                        .first())
                .flatMap(User::of);
    }

    boolean isFree(String username) {
        return !users.exists(username);
    }

    boolean isFreeAddress(String email) {
        return users().find(eq(UserRepository.EMAIL_KEY, NewUser.key(email))).first() == null;
    }

    /**
     * Stores a new, active user.
     *
     * @return empty if the identity, the name or the address has been taken meanwhile
     */
    Optional<User> insert(
            ProviderIdentity identity, String username, Optional<String> email, Optional<String> fullName) {
        Date now = Date.from(clock.instant());
        Document user = new Document("_id", new ObjectId())
                .append("username", username)
                .append(UserRepository.USERNAME_KEY, NewUser.key(username))
                .append("role", NewUser.key(Caller.USER))
                .append("is_active", true)
                .append("created_at", now)
                .append("updated_at", now)
                .append(ISSUER, identity.issuer())
                .append(SUBJECT, identity.subject());
        email.ifPresent(
                address -> user.append("email", address).append(UserRepository.EMAIL_KEY, NewUser.key(address)));
        fullName.ifPresent(name -> user.append("full_name", name));
        try {
            users().insertOne(user);
            return User.of(user);
        } catch (MongoException e) {
            if (StoreFailures.isDuplicate(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    void makeAdministrator(String userId) {
        users().updateOne(eq("_id", new ObjectId(userId)), role(Caller.ADMIN));
    }

    /** An update to a user's role. */
    Bson roleOfUser() {
        return role(Caller.USER);
    }

    private Bson role(String role) {
        return Updates.combine(
                Updates.set("role", NewUser.key(role)), Updates.set("updated_at", Date.from(clock.instant())));
    }

    private MongoCollection<Document> users() {
        return database.collection(UserRepository.COLLECTION);
    }
}
