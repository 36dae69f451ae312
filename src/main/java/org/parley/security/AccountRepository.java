package org.parley.security;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.store.Database;

/** Finds users for commands, which have no container and may open a database that Parley has never started on. */
public final class AccountRepository {
    private final Database database;

    public AccountRepository(Database database) {
        this.database = database;
    }

    /**
     * Finds a user by name, ignoring case. If two names differ only in case, the exact spelling wins.
     *
     * @throws com.mongodb.MongoException if the database is unavailable
     */
    public Optional<Account> byUsername(String username) {
        List<Account> found = find(Filters.in("username_key", username, NewUser.key(username)));
        if (found.isEmpty()) {
            Pattern anyCase = Pattern.compile("^" + Pattern.quote(username) + "$", Pattern.CASE_INSENSITIVE);
            found = find(Filters.regex("username", anyCase));
        }
        List<Account> all = found;
        return all.stream()
                .filter(account -> account.username().equals(username))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private List<Account> find(Bson filter) {
        MongoCollection<Document> users = database.collection(UserRepository.COLLECTION);
        List<Account> found = new ArrayList<>();
        users.find(filter)
                .projection(Projections.include("username", UserRepository.USERNAME_KEY, "is_active"))
                .forEach(user ->
                        found.add(new Account(user.get("_id").toString(), User.name(user), User.isActive(user))));
        return found;
    }
}
