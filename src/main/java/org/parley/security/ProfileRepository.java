package org.parley.security;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * Changes the name and the address in a user's document. Through the driver, because it sets single fields of documents
 * that hold fields of other programs.
 */
@Component
public class ProfileRepository {
    private final Database database;
    private final UserRepository users;
    private final Clock clock;

    @Inject
    ProfileRepository(Database database, UserRepository users, Clock clock) {
        this.database = database;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Changes what is given; the rest stays.
     *
     * @param email a new address
     * @param fullName a new full name; an empty one inside removes it
     * @return the user after the change; empty if the user does not exist
     * @throws TakenException if another user has the address, ignoring case; nothing is changed
     */
    public Optional<User> change(String id, Optional<String> email, Optional<Optional<String>> fullName) {
        Bson changes = changes(email, fullName);
        return freeAddress(() -> Optional.ofNullable(database.collection(UserRepository.COLLECTION)
                        .findOneAndUpdate(
                                eq("_id", new ObjectId(id)),
                                changes,
                                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .flatMap(User::of));
    }

    /** An update that changes what is given; to be run by {@link #freeAddress}. */
    Bson changes(Optional<String> email, Optional<Optional<String>> fullName) {
        List<Bson> changes = new ArrayList<>(List.of(Updates.set("updated_at", Date.from(clock.instant()))));
        email.ifPresent(address -> {
            users.giveKeys(); // users whom another program has stored have their addresses, too
            changes.add(Updates.set("email", address));
            changes.add(Updates.set("email_key", NewUser.key(address)));
        });
        fullName.ifPresent(name -> changes.add(
                name.map(text -> Updates.set("full_name", text)).orElseGet(() -> Updates.unset("full_name"))));
        return Updates.combine(changes);
    }

    /**
     * Runs an update that may set an address.
     *
     * @throws TakenException if another user has it, ignoring case
     */
    static <T> T freeAddress(Supplier<T> update) {
        try {
            return update.get();
        } catch (MongoException e) {
            if (StoreFailures.isDuplicate(e)) {
                throw new TakenException("email");
            }
            throw e;
        }
    }
}
