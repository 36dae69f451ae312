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
 * Gives users of existing databases {@code username_key} and {@code email_key}: name and address in small letters, by
 * which they are found and kept unique.
 *
 * <p>Where two names differ only in case, the one in small letters (else the first) gets the key, and the other gets
 * its name as it is spelled: both can still sign in, each by exactly its own name. Of two users with one address the
 * second stays without a key.
 *
 * <p>It runs once at the start, and again when somebody is asked for whom an older program stored since.
 */
public final class UsersGetKeys implements SchemaStep {
    private static final Logger LOG = Logger.getLogger(UsersGetKeys.class.getName());

    @Override
    public String name() {
        return "2026-02-users-get-keys";
    }

    /**
     * Whether there are users without a key; asked by an index on {@code username_key} and {@code username}.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public static boolean isNeeded(MongoDatabase database) {
        Bson without = and(eq("username_key", null), type("username", BsonType.STRING));
        return database.getCollection("users")
                        .find(without)
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

    private static void fill(MongoCollection<Document> users, String field, String key, boolean needed) {
        List<Document> without = users.find(and(exists(key, false), exists(field)))
                .projection(include(field))
                .into(new ArrayList<>());
        without.removeIf(user -> !(user.get(field) instanceof String));
        without.sort((one, other) -> Boolean.compare(isLower(other.getString(field)), isLower(one.getString(field))));
        for (Document user : without) {
            String text = user.getString(field);
            boolean given = give(users, user, key, lower(text)) || needed && give(users, user, key, text);
            if (!given) {
                LOG.fine(() -> "User " + user.get("_id") + " shares its " + field + " with another one");
            }
        }
    }

    /** Whether the user has the key now. Before the unique index is there, a look has to do. */
    private static boolean give(MongoCollection<Document> users, Document user, String key, String value) {
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
