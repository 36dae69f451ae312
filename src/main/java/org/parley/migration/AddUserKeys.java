package org.parley.migration;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.type;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.store.StoreFailures;

/**
 * Adds {@code username_key} and {@code email_key} to users of existing databases: the lowercase name and email address,
 * used for lookup and uniqueness.
 *
 * <p>If two names differ only in case, the lowercase one (or else the first) gets the lowercase key, and the other gets
 * its exact name as the key. Both can still sign in, each with its exact name. If two users share an email address, the
 * second gets no {@code email_key}.
 *
 * <p>Runs at every start, and again when a lookup may concern a user whom an older program has stored since.
 */
public final class AddUserKeys implements SchemaStep {
    private static final Logger LOG = Logger.getLogger(AddUserKeys.class.getName());

    @Override
    public String name() {
        return "2026-02-users-get-keys";
    }

    /**
     * Whether any user lacks a {@code username_key}; uses the index on {@code username_key} and {@code username}.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public static boolean isNeeded(MongoDatabase database) {
        Bson withoutKey = and(eq("username_key", null), type("username", BsonType.STRING));
        return database.getCollection("users")
                        .find(withoutKey)
                        .projection(include("_id"))
                        .first()
                != null;
    }

    @Override
    public void run(MongoDatabase database) {
        MongoCollection<Document> users = database.getCollection("users");
        fill(users, "username", "username_key", true);
        fill(users, "email", "email_key", false);
    }

    private static void fill(MongoCollection<Document> users, String field, String key, boolean exactIfTaken) {
        List<Document> withoutKey = users.find(and(exists(key, false), exists(field)))
                .projection(include(field))
                .into(new ArrayList<>());
        withoutKey.removeIf(user -> !(user.get(field) instanceof String));
        withoutKey.sort(
                (one, other) -> Boolean.compare(isLower(other.getString(field)), isLower(one.getString(field))));
        for (Document user : withoutKey) {
            String text = user.getString(field);
            boolean set = setIfFree(users, user, key, lower(text)) || exactIfTaken && setIfFree(users, user, key, text);
            if (!set) {
                LOG.fine(() -> "User " + user.get("_id") + " shares its " + field + " with another user");
            }
        }
    }

    /** Sets the key unless another user has it. The query covers the time before the unique index exists. */
    private static boolean setIfFree(MongoCollection<Document> users, Document user, String key, String value) {
        if (users.find(eq(key, value)).projection(include("_id")).first() != null) {
            return false;
        }
        try {
            users.updateOne(and(eq("_id", user.get("_id")), exists(key, false)), set(key, value));
            return true;
        } catch (MongoException e) {
            if (StoreFailures.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isLower(String text) {
        return text.equals(lower(text));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
