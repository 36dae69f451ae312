package org.parley.security;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.type;
import static com.mongodb.client.model.Projections.fields;
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
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.migration.AddUserKeys;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * The collection {@code users} through the driver: the check of every request, which reads four fields, and writes that
 * change single fields or must report why they were refused. Commands have only this class.
 *
 * <p>{@code username_key} and {@code email_key} hold name and address in lower case and are unique. The indexes are
 * sparse because documents of existing databases lack the keys until {@code migration} has added them. Users that an
 * older program stores beside a running Parley get their keys when a lookup does not find them.
 */
@Component
class UserRepository implements CollectionIndexes {
    static final String COLLECTION = "users";
    static final String USERNAME_KEY = "username_key";
    static final String EMAIL_KEY = "email_key";

    private final Database database;
    private final Clock clock;

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
        users.createIndex(Indexes.ascending(USERNAME_KEY, "username")); // not sparse: it finds users without a key
    }

    /**
     * Finds an active user as a caller, read again for every request; empty if the user does not exist or is
     * deactivated.
     */
    Optional<Caller> activeCaller(String id) {
        if (!ObjectId.isValid(id)) {
            return Optional.empty();
        }
        Document user = users().find(eq("_id", new ObjectId(id)))
                .projection(fields(include(User.CALLER_FIELDS), include(User.ACTIVE_FIELDS)))
                .first();
        return Optional.ofNullable(user).filter(User::isActive).map(found -> User.caller(id, found));
    }

    Optional<User> byId(String id) {
        return ObjectId.isValid(id)
                ? Optional.ofNullable(users().find(eq("_id", new ObjectId(id))).first())
                        .flatMap(User::of)
                : Optional.empty();
    }

    /** The users whose name has one of these keys; a user without an ObjectId cannot sign in and is left out. */
    List<User> byKeys(List<String> keys) {
        List<User> found = new ArrayList<>();
        users().find(in(USERNAME_KEY, keys)).forEach(user -> User.of(user).ifPresent(found::add));
        return found;
    }

    /** Stores a new, active user with a password of the user's own; otherwise as the other one. */
    String insert(NewUser user, String passwordHash) {
        return insert(user, passwordHash, false);
    }

    /**
     * Stores a new, active user.
     *
     * @param oneTime whether the password has to be changed first
     * @return the new id
     * @throws TakenException if another user has the name or the address, ignoring case
     */
    String insert(NewUser user, String passwordHash, boolean oneTime) {
        requireFree(user);
        ObjectId id = new ObjectId();
        Document document = user.document(id, passwordHash, clock.instant());
        if (oneTime) {
            document.append(User.PASSWORD_CHANGE, true);
        }
        try {
            users().insertOne(document);
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e;
            }
            requireFree(user);
            throw new TakenException("username"); // a unique index that the existing database brought along
        }
        return id.toHexString();
    }

    /** Adds keys to users that an older program has stored since the start; false if there are none. */
    boolean giveKeys() {
        boolean needed = AddUserKeys.isNeeded(database.mongo());
        if (needed) {
            new AddUserKeys().run(database.mongo());
        }
        return needed;
    }

    /** Whether a user of this name exists, ignoring case. */
    boolean exists(String username) {
        giveKeys();
        return isTaken(USERNAME_KEY, username);
    }

    /** Replaces a hash with a stronger one of the same password, unless the password has changed meanwhile. */
    void rehash(String id, String before, String after) {
        users().updateOne(and(eq("_id", new ObjectId(id)), eq("password_hash", before)), set("password_hash", after));
    }

    /**
     * Stores the full name and the address of a user as they were typed, if the registration page has misread them. An
     * address that another user has by now stays.
     */
    void restoreTyped(User user) {
        Bson same = eq("_id", new ObjectId(user.getId()));
        typed(user.getFullName())
                .ifPresent(name ->
                        users().updateOne(and(same, eq("full_name", user.getFullName())), set("full_name", name)));
        typed(user.getEmail()).ifPresent(email -> {
            try {
                users().updateOne(
                                and(same, eq("email", user.getEmail())),
                                combine(set("email", email), set(EMAIL_KEY, NewUser.key(email))));
            } catch (MongoException e) {
                if (!StoreFailures.isDuplicate(e)) {
                    throw e;
                }
            }
        });
    }

    private static Optional<String> typed(String misread) {
        return Optional.ofNullable(misread).flatMap(FormCredential::typed);
    }

    void signedIn(String id) {
        users().updateOne(eq("_id", new ObjectId(id)), set("last_login", Date.from(clock.instant())));
    }

    /**
     * Sets some preferences and removes those without a value; all others stay, including unknown ones.
     *
     * @return all preferences afterwards; empty if the user does not exist
     */
    Optional<Preferences> changePreferences(String id, Map<String, Optional<String>> values) {
        Bson user = eq("_id", new ObjectId(id));
        displaceOtherShape(user);
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

    /**
     * Gives a {@code preferences} value of another program that is not a document another name, because no field of it
     * could be set.
     */
    private void displaceOtherShape(Bson user) {
        Document found = users().find(user).first();
        if (found == null
                || !found.containsKey(Preferences.FIELD)
                || found.get(Preferences.FIELD) instanceof Document) {
            return;
        }
        String free = "original_" + Preferences.FIELD;
        while (found.containsKey(free)) {
            free += "_";
        }
        Object value = found.get(Preferences.FIELD);
        users().updateOne(
                        and(
                                user,
                                or(
                                        type(Preferences.FIELD, BsonType.ARRAY),
                                        not(type(Preferences.FIELD, BsonType.DOCUMENT)))),
                        value == null ? unset(Preferences.FIELD) : combine(unset(Preferences.FIELD), set(free, value)));
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
