package org.parley.security;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Filters.type;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.store.Database;

/** Reads and changes other users, for administrators. Whether the caller is one, is for others to ask. */
@Component
public class UserListRepository {
    private final Database database;
    private final ProfileRepository profiles;
    private final AdminRepository admins;

    @Inject
    UserListRepository(Database database, ProfileRepository profiles, AdminRepository admins) {
        this.database = database;
        this.profiles = profiles;
        this.admins = admins;
    }

    /** For a command, which has no container. */
    public static UserListRepository of(Database database, Clock clock) {
        return new UserListRepository(
                database,
                new ProfileRepository(database, new UserRepository(database, clock), clock),
                new AdminRepository(database, clock));
    }

    /**
     * Users, the newest first. The pages come from the index of {@code _id}; with {@code part}, users are read until there
     * are enough.
     *
     * @param before the id of the last user of the page before
     * @param part a part of the name, the full name or the address, in any case
     */
    public List<User> page(Optional<String> before, Optional<String> part, int limit) {
        Bson filter = and(
                type("_id", BsonType.OBJECT_ID),
                before.map(id -> lt("_id", new ObjectId(id))).orElse(empty()),
                part.map(UserListRepository::holding).orElse(empty()));
        List<User> found = new ArrayList<>();
        users().find(filter)
                .sort(Sorts.descending("_id"))
                .limit(limit)
                .forEach(user -> User.of(user).ifPresent(found::add));
        return found;
    }

    private static Bson holding(String part) {
        String quoted = Pattern.quote(part);
        return or(regex("username", quoted, "i"), regex("full_name", quoted, "i"), regex("email", quoted, "i"));
    }

    /**
     * Changes a user, all of it or nothing.
     *
     * @return whether it was changed; false for the last active administrator, if nobody would remain
     * @throws TakenException if another user has the address, ignoring case
     * @throws ProblemException 409 if others change the same user at the same time
     */
    public boolean change(String userId, UserChange change) {
        List<Bson> changes = new ArrayList<>(List.of(profiles.changes(change.email(), change.fullName())));
        change.role().ifPresent(role -> changes.add(Updates.set("role", NewUser.key(role))));
        change.active().ifPresent(on -> changes.add(Updates.set("is_active", on)));
        if (change.active().filter(on -> !on).isPresent()) {
            changes.add(CredentialRepository.endAllSessions());
        }
        Bson all = Updates.combine(changes);
        return ProfileRepository.freeAddress(() -> {
            if (change.endsAdministration()) {
                return admins.leave(userId, all);
            }
            users().updateOne(eq("_id", new ObjectId(userId)), all);
            return true;
        });
    }

    private MongoCollection<Document> users() {
        return database.collection(UserRepository.COLLECTION);
    }
}
