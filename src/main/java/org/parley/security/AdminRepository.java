package org.parley.security;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.store.Database;

/**
 * Lets an administrator stop being one only while another active one remains, on all nodes together (decision 0019).
 *
 * <p>An administrator who is to leave is first marked with a claim, and no longer counts as one who remains. Of two who leave
 * at the same time, the one who was marked last sees the other's mark, so they never both find that the other one remains.
 * Each step is an atomic write of one document, and there is an administrator at every moment, whenever a node is killed.
 */
@Component
public class AdminRepository {
    /** An ObjectId, which says when the claim was made. */
    private static final String LEAVING = "leaving_admin";

    /** After this time a claim belongs to a node that died. Taken from a living one, it only makes that one begin again. */
    private static final Duration CLAIM = Duration.ofSeconds(10);

    private static final int TRIES = 5;

    private final Database database;
    private final Clock clock;

    /** Works on the users of {@code database}. */
    @Inject
    public AdminRepository(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Applies a change after which a user is no active administrator. A user who is none is changed at once.
     *
     * @param change an update of the user's document
     * @return false if the user is the last active administrator; nothing was changed
     * @throws MongoException if the change is refused, or the database does not answer
     * @throws ProblemException 409 if others change the same user again and again at the same time
     */
    public boolean leave(String userId, Bson change) {
        Bson user = eq("_id", new ObjectId(userId));
        for (int i = 0; i < TRIES; i++) {
            if (isDone(and(user, nor(active())), change)) {
                return true;
            }
            ObjectId claim = new ObjectId(Date.from(clock.instant()));
            users().updateOne(and(user, active()), Updates.set(LEAVING, claim));
            Bson claimed = and(user, eq(LEAVING, claim));
            if (!hasOther(user)) {
                isDone(claimed, Updates.unset(LEAVING));
                return false;
            }
            try {
                if (isDone(claimed, Updates.combine(change, Updates.unset(LEAVING)))) {
                    return true;
                }
            } catch (MongoException refused) { // such as an address that another user has
                isDone(claimed, Updates.unset(LEAVING));
                throw refused;
            }
        }
        throw new ProblemException(409, "Somebody else is changing this user at the same time. Try again");
    }

    private boolean isDone(Bson filter, Bson change) {
        return users().updateOne(filter, change).getMatchedCount() == 1;
    }

    /** Whether an active administrator remains who is not leaving. Reads all users, which only such a change does. */
    private boolean hasOther(Bson user) {
        Bson others = and(nor(user), active());
        MongoCollection<Document> now = users().withReadPreference(ReadPreference.primary());
        if (now.find(and(others, exists(LEAVING, false))).first() != null) {
            return true;
        }
        ObjectId old = new ObjectId(Date.from(clock.instant().minus(CLAIM)));
        for (Document left : now.find(and(others, lt(LEAVING, old)))) {
            if (isDone(
                    and(eq("_id", left.get("_id")), eq(LEAVING, left.get(LEAVING)), active()),
                    Updates.unset(LEAVING))) {
                return true;
            }
        }
        return false;
    }

    /** The same as {@link User#role} and {@link User#isActive} say. */
    private static Bson active() {
        return and(regex("role", "^admin$", "i"), ne("is_active", false), exists("deleting_at", false));
    }

    private MongoCollection<Document> users() {
        return database.collection(UserRepository.COLLECTION);
    }
}
