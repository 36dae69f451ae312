package org.parley.security;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.migration.UsersGetKeys;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * The collection {@code users}, past JNoSQL: the check of every request, which reads four fields, and writes that
 * change single fields or must say why they were refused. The command line has only this.
 *
 * <p>{@code username_key} and {@code email_key} hold name and address in small letters and are unique. The indexes are
 * sparse because documents of existing databases lack them until {@code migration} has filled them in. Those that an
 * older program stores beside a running Parley get them when somebody is not found without.
 */
@ApplicationScoped
class UserRepository implements CollectionIndexes {
    static final String COLLECTION = "users";

    private static final String USERNAME_KEY = "username_key";
    private static final String EMAIL_KEY = "email_key";

    private final Database database;
    private final Clock clock;

    /** For the client proxy. */
    UserRepository() {
        this(null, null);
    }

    @Inject
    UserRepository(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void create(Database target) {
        MongoCollection<Document> users = target.patient().getCollection(COLLECTION);
        IndexOptions unique = new IndexOptions().unique(true).sparse(true);
        users.createIndex(Indexes.ascending(USERNAME_KEY), unique);
        users.createIndex(Indexes.ascending(EMAIL_KEY), unique);
        users.createIndex(Indexes.ascending(USERNAME_KEY, "username")); // not sparse: it finds who has no key
    }

    /** The user of an id as a caller, read anew for every request; empty if there is none or it is switched off. */
    Optional<Caller> activeCaller(String id) {
        if (!ObjectId.isValid(id)) {
            return Optional.empty();
        }
        Document user = users().find(eq("_id", new ObjectId(id)))
                .projection(include("username", "role", "is_active", Preferences.FIELD))
                .first();
        return Optional.ofNullable(user)
                .filter(found -> !Boolean.FALSE.equals(found.get("is_active")))
                .map(found -> new Caller(
                        id, found.getString("username"), User.role(found.getString("role")), Preferences.of(found)));
    }

    /**
     * Stores a new user, who is active.
     *
     * @return the new id
     * @throws TakenException if the name or the address is another user's, whatever the case
     */
    String insert(NewUser user, String passwordHash) {
        requireFree(user);
        Instant now = clock.instant();
        ObjectId id = new ObjectId();
        Document document = new Document("_id", id)
                .append("username", user.username())
                .append(USERNAME_KEY, NewUser.key(user.username()))
                .append("email", user.email())
                .append(EMAIL_KEY, NewUser.key(user.email()))
                .append("password_hash", passwordHash)
                .append("role", NewUser.key(user.role()))
                .append("is_active", true)
                .append("created_at", Date.from(now))
                .append("updated_at", Date.from(now));
        if (user.fullName() != null) {
            document.append("full_name", user.fullName());
        }
        try {
            users().insertOne(document);
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
            requireFree(user);
            throw new TakenException("username"); // a unique index of the existing database's own
        }
        return id.toHexString();
    }

    /** Gives keys to the users that an older program has stored since the start; false if there are none. */
    boolean giveKeys() {
        boolean needed = UsersGetKeys.isNeeded(database.mongo());
        if (needed) {
            new UsersGetKeys().run(database.mongo());
        }
        return needed;
    }

    /** Whether there is a user of this name, whatever the case. */
    boolean exists(String username) {
        giveKeys();
        return isTaken(USERNAME_KEY, username);
    }

    /** Replaces a hash by a better one of the same password, unless the password was changed meanwhile. */
    void rehash(String id, String before, String after) {
        users().updateOne(and(eq("_id", new ObjectId(id)), eq("password_hash", before)), set("password_hash", after));
    }

    void signedIn(String id) {
        users().updateOne(eq("_id", new ObjectId(id)), set("last_login", Date.from(clock.instant())));
    }

    /**
     * Sets some preferences and removes those without a value; others, also those Parley does not know, stay.
     *
     * @return all preferences afterwards; empty if there is no such user
     */
    Optional<Preferences> changePreferences(String id, Map<String, Optional<String>> values) {
        Bson user = eq("_id", new ObjectId(id));
        makeRoom(user);
        List<Bson> updates = new ArrayList<>(List.of(set("updated_at", Date.from(clock.instant()))));
        values.forEach((field, value) -> {
            String place = Preferences.FIELD + "." + field;
            updates.add(value.map(text -> set(place, text)).orElseGet(() -> unset(place)));
        });
        Document after = users().findOneAndUpdate(
                        user,
                        combine(updates),
                        new FindOneAndUpdateOptions()
                                .returnDocument(ReturnDocument.AFTER)
                                .projection(include(Preferences.FIELD)));
        return Optional.ofNullable(after).map(Preferences::of);
    }

    /** An existing database may hold something else under this name, in which no field can be set. */
    private void makeRoom(Bson user) {
        Document found =
                users().find(user).projection(include(Preferences.FIELD)).first();
        if (found != null
                && found.containsKey(Preferences.FIELD)
                && !(found.get(Preferences.FIELD) instanceof Document)) {
            users().updateOne(and(user, eq(Preferences.FIELD, found.get(Preferences.FIELD))), unset(Preferences.FIELD));
        }
    }

    private void requireFree(NewUser user) {
        giveKeys();
        if (isTaken(USERNAME_KEY, user.username())) {
            throw new TakenException("username");
        }
        if (isTaken(EMAIL_KEY, user.email())) {
            throw new TakenException("email");
        }
    }

    private boolean isTaken(String field, String text) {
        return users().find(eq(field, NewUser.key(text)))
                        .projection(include("_id"))
                        .first()
                != null;
    }

    private MongoCollection<Document> users() {
        return database.collection(COLLECTION);
    }
}
